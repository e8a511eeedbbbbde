import { createRequire } from 'node:module'

const ASCII = /^[\u0020-\u007e]*$/
const require = createRequire(import.meta.url)

/** The width of a text in terminal cells. */
export function stringWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  // Loaded only for text that is not ASCII, because loading takes 25 ms.
  const { default: measure } = require('string-width') as typeof import('string-width')
  return measure(text)
}
