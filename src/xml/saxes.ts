import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The XML parser, loaded with the first XML that there is to read: most builds read none. */
export const saxes = (): typeof import('saxes') => require('saxes')
