import { statSync } from 'node:fs'
import { extname } from 'node:path'
import { lookup } from '../../schema/core/lookup.ts'

/** The extensions that vmc tries for an import without an extension, TypeScript first. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json']

/** The TypeScript extensions of the files that an import with a JavaScript extension can refer to. */
const TYPESCRIPT_EXTENSIONS: Record<string, readonly string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
}

/** The file that an imported path refers to, resolved as TypeScript does with `moduleResolution: "bundler"`. */
export const locate = (path: string): string | undefined => candidates(path).find(isFile)

/** The file paths that vmc tries, in order, to resolve an imported path. */
export function candidates(path: string): readonly string[] {
  const extension = extname(path)
  return [
    path,
    ...(lookup(TYPESCRIPT_EXTENSIONS, extension) ?? []).map(
      typescript => path.slice(0, -extension.length) + typescript,
    ),
    ...EXTENSIONS.map(added => path + added),
    ...EXTENSIONS.map(added => `${path}/index${added}`),
  ]
}

/** Whether a path leads to a regular file. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Whether a file has a TypeScript extension. */
export const isTypeScript = (file: string): boolean => /\.([mc]?ts|tsx)$/.test(file)
