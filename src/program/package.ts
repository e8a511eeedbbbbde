import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The version of this package. */
export const version: string = createRequire(import.meta.url)('../../package.json').version

/** The folder of this package. */
export const home: string = fileURLToPath(new URL('../..', import.meta.url))

// `src/` in a checkout, `dist/` in the published package. Both have the same folders.
const own = new URL('..', import.meta.url)

/** The folder of vmc's own modules. */
export const modules: string = fileURLToPath(own)

/** The URL of a module of vmc that runs in a worker, by its path without extension: `build/output/writer-worker`. */
export const ownModule = (path: string): URL => new URL(`${path}${extname(import.meta.url)}`, own)
