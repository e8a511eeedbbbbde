import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import type { Location, Message, Plugin } from 'esbuild'
import { esbuild } from './esbuild.ts'
import type { LoadFault, Place } from './load-fault.ts'

/**
 * Reads a program and all it imports by path, without running it. Node names neither the file nor the line of most
 * failures to load, and stops at the first; esbuild knows every place.
 */
export async function diagnose(entry: string): Promise<readonly LoadFault[]> {
  const folder = dirname(entry)
  const errors = await esbuild()
    .build({
      entryPoints: [entry],
      absWorkingDir: folder,
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      plugins: [packages],
      logLevel: 'silent',
    })
    .then(
      () => [],
      (failure: { errors?: Message[] }) => failure.errors ?? [],
    )
  return errors.map(({ text, location, notes }) => ({
    kind: /^(Could not resolve|No matching export)/.test(text) ? 'unresolved-import' : 'syntax',
    message: text,
    ...placeIn(folder, location, entry),
    related: notes.map(note => ({ message: note.text, ...placeIn(folder, note.location, entry) })),
  }))
}

/** Packages are Node's to find, and nobody's program to read. */
const packages: Plugin = {
  name: 'packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined
      return isInstalled(path, importer)
        ? { path, external: true }
        : { errors: [{ text: `Could not resolve "${path}"` }] }
    })
  },
}

function isInstalled(specifier: string, importer: string): boolean {
  try {
    createRequire(importer).resolve(specifier)
    return true
  } catch (error) {
    // A package for `import` alone is there too.
    const code = error instanceof Error && 'code' in error && error.code
    return code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' || /^libvmc(\/|$)/.test(specifier)
  }
}

/** esbuild counts columns from 0 and in bytes. */
function placeIn(folder: string, location: Location | null, entry: string): Place {
  if (!location) return { file: entry }
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString()
  return {
    file: resolve(folder, location.file),
    line: location.line,
    column: before.length + 1,
  }
}
