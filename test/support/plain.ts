import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const src = fileURLToPath(new URL('../../src/', import.meta.url))

/** Puts files of src/ into a folder as the plain JavaScript that is shipped, for Node to run alone. */
export function plain(names: readonly string[], folder: string): void {
  buildSync({
    // What knows where it lies has to lie in its folder.
    entryPoints: [...names, 'program/package.ts'].map(name => `${src}${name}`),
    outbase: src,
    outdir: folder,
    chunkNames: 'build/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
}
