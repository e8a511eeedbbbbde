import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** The version of this package. */
export const version: string = createRequire(import.meta.url)('../../package.json').version

/** The folder of this package. */
export const home: string = fileURLToPath(new URL('../..', import.meta.url))
