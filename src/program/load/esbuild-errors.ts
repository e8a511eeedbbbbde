import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, relative, resolve } from 'node:path'
import type { Location, Message, Plugin } from 'esbuild'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { closingOf, openBracketAt } from './brackets.ts'
import { esbuild } from './esbuild.ts'
import type { FileLocation, LoadError } from './load-error.ts'

/**
 * Finds the syntax errors and unresolved imports in a program and in the files that it imports by path, without running the
 * program. esbuild finds all of these errors with their locations. Node would stop at the first error, often without a file and
 * line.
 */
export async function esbuildErrors(entry: string): Promise<readonly LoadError[]> {
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
  return errors.map(error => unclosed(toError(error, folder, entry)))
}

function toError({ text, location, notes }: Message, folder: string, entry: string): LoadError {
  const help = unresolvedHelp(text, location ? resolve(folder, location.file) : entry)
  return {
    kind: /^(Could not resolve|No matching export)/.test(text) ? 'unresolved-import' : 'syntax',
    message: text,
    ...(help !== undefined && { help }),
    ...toFileLocation(folder, location, entry),
    related: notes.map(note => ({
      message: note.text,
      ...toFileLocation(folder, note.location, entry),
    })),
  }
}

/** The help for an import that was not found. It suggests a file with a similar name, or says how to install the package. */
function unresolvedHelp(text: string, importer: string): string | undefined {
  if (/^No loader is configured for/.test(text))
    return 'a program is TypeScript or JavaScript: vmc init makes one, vmc import turns XML into one'
  const [, path] = /^Could not resolve "(.*)"$/.exec(text) ?? []
  if (path === undefined) return undefined
  if (!/^[./]/.test(path)) {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path
    if (/(^|[@/-])vmc\b/.test(name)) return `the package is named "libvmc", not "${name}"`
    return `install the package: npm install ${name}`
  }
  const folder = dirname(resolve(dirname(importer), path))
  const files = existsSync(folder) ? readdirSync(folder) : []
  const near = nearest(
    basename(path),
    files.map(file => basename(file, extname(file))),
  )
  const file = files.find(one => basename(one, extname(one)) === near)
  return file === undefined
    ? `${relative(dirname(importer), folder) || 'the folder of this file'} has no file of that name`
    : `did you mean "${path.slice(0, path.lastIndexOf('/') + 1)}${file}"?`
}

/** For an error about a missing bracket, changes the location to the bracket that is not closed. */
function unclosed(error: LoadError): LoadError {
  const { file, line, column, message } = error
  if (line === undefined || !/^Expected "[)\]}]" but found|^Unexpected end of file/.test(message))
    return error
  const lines = linesOf(file)
  const before = lines.slice(0, line - 1).map(text => text.length + 1)
  const offset = before.reduce((sum, length) => sum + length, 0) + (column ?? 1) - 1
  const open = openBracketAt(lines.join('\n'), offset)
  if (!open) return error
  return {
    ...error,
    message: `"${open.bracket}" is not closed`,
    help: `add the missing "${closingOf(open.bracket)}"`,
    line: open.line,
    column: open.column,
    related: [
      { file, line, column: column ?? 1, message: `it is missing before this: ${message}` },
    ],
  }
}

/**
 * An esbuild plugin that resolves packages in the same way as Node. It does not bundle packages, so esbuild parses only the
 * user's files.
 */
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
    // The error code ERR_PACKAGE_PATH_NOT_EXPORTED means that the package is installed but supports only `import`.
    const code = error instanceof Error && 'code' in error && error.code
    return code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' || /^libvmc(\/|$)/.test(specifier)
  }
}

/** Converts a location of esbuild to a location in a file. esbuild counts columns in bytes, starting at 0. */
function toFileLocation(folder: string, location: Location | null, entry: string): FileLocation {
  if (!location) return { file: entry }
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString()
  return {
    file: resolve(folder, location.file),
    line: location.line,
    column: before.length + 1,
  }
}
