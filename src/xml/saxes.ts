import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The XML parser library. It is loaded on first use, because most builds read no XML. */
export const saxes = (): typeof import('saxes') => require('saxes')
