import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Returns the XML parser library saxes. The library is loaded at the first call, because most builds read no XML. */
export const saxes = (): typeof import('saxes') => require('saxes')
