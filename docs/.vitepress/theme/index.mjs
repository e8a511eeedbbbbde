// The default theme without its web font, and with a few lines of style.
import Theme from 'vitepress/theme-without-fonts'
import './style.css'

export default Theme
