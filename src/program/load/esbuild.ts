import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** esbuild, when there is something to transform; required, for imported, Node reads its CommonJS twice and takes 20 ms longer. */
export const esbuild = (): typeof import('esbuild') => require('esbuild')
