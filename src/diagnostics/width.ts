import { createRequire } from 'node:module'

const ASCII = /^[\u0020-\u007e]*$/
const require = createRequire(import.meta.url)

/** How many cells of a terminal a text takes. Loading the tables of all that is not ASCII takes 25 ms. */
export function stringWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  const { default: measure } = require('string-width') as typeof import('string-width')
  return measure(text)
}
