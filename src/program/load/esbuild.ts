import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Loads esbuild on first use. `require` is 20 ms faster than `import`, for which Node parses CommonJS twice. */
export const esbuild = (): typeof import('esbuild') => require('esbuild')
