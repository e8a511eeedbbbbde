import { createRequire } from 'node:module'

/** esbuild, required: imported, Node reads its CommonJS twice and takes 20 ms longer. */
export const esbuild: typeof import('esbuild') = createRequire(import.meta.url)('esbuild')
