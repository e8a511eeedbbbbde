import { createRequire } from 'node:module'

const ASCII = /^[\u0020-\u007e]*$/
const require = createRequire(import.meta.url)

/** Returns the width of a text, as a number of terminal cells. */
export function stringWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  // The library that computes the width of characters is loaded only for text that is not ASCII, because loading it takes 25
  // ms.
  const { default: measure } = require('string-width') as typeof import('string-width')
  return measure(text)
}
