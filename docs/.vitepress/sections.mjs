/** The pages of the site in reading order: their titles and addresses. */
export const sections = [
  {
    title: 'Start',
    pages: [
      ['Five minutes', '/start'],
      ['The language', '/language'],
      ['Recipes', '/recipes'],
    ],
  },
  {
    title: 'Guide',
    pages: [
      ['A fleet from a loop', '/fleet'],
      ['Windows 11', '/windows'],
      ['GPU passthrough', '/gpu'],
      ['A database with NUMA', '/database'],
      ['macvtap and VLANs', '/networking'],
      ['Hosts', '/hosts'],
      ['Adopt what runs', '/adopt'],
      ['Import XML', '/import'],
      ['Parameters', '/parameters'],
      ['Test your machines', '/testing'],
      ['CI and vmc.out in git', '/ci'],
      ['Ask libvirt', '/ask-libvirt'],
    ],
  },
  {
    title: 'Reference',
    pages: [
      ['The command', '/command-line'],
      ['Words', '/reference/words'],
      ['The format', '/reference/format'],
      ['Rules', '/reference/rules'],
      ['Allow and write rules', '/rules'],
      ['Diagnostic codes', '/reference/codes'],
      ['Use vmc from a program', '/api'],
    ],
  },
  {
    title: 'Why vmc',
    pages: [
      ['Compare', '/compare'],
      ['Coming from other tools', '/coming-from'],
      ['Agreement with libvirt', '/agreement'],
      ['Checks of libvirt', '/libvirt-checks'],
      ['Performance', '/performance'],
    ],
  },
]
