import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const src = fileURLToPath(new URL('../../src/', import.meta.url))

/** Compiles files of src/ into a folder, to the same JavaScript as in the package. Node runs it without tsx. */
export function plain(names: readonly string[], folder: string): void {
  buildSync({
    // package.ts uses its own location, so it must become a file at the same relative path.
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
