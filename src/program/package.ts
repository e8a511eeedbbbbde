import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The version of the libvmc package. */
export const version: string = createRequire(import.meta.url)('../../package.json').version

/** The root folder of the libvmc package. */
export const home: string = fileURLToPath(new URL('../..', import.meta.url))

// vmc's modules are in `src/` in a checkout, and in `dist/` in the published package. The subfolders are the same.
const own = new URL('..', import.meta.url)

/** The path of the folder that contains vmc's own modules. */
export const modules: string = fileURLToPath(own)

/**
 * The URL of a vmc module that runs in a worker. `path` is relative to `src/` and has no extension:
 * `build/output/writer-worker`.
 */
export const ownModule = (path: string): URL => new URL(`${path}${extname(import.meta.url)}`, own)
