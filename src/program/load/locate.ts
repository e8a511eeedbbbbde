import { statSync } from 'node:fs'
import { extname } from 'node:path'
import { lookup } from '../../schema/core/lookup.ts'

/** What a path without its extension may mean, TypeScript first. */
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json']

/** What TypeScript writes as `.js` in an import is often still `.ts` on disk. */
const sources: Record<string, readonly string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
}

/** The file that an imported path means, as TypeScript's bundler resolution would find it. */
export const locate = (path: string): string | undefined => candidates(path).find(isFile)

/** The paths at which an imported path is looked for, in order. */
export function candidates(path: string): readonly string[] {
  const extension = extname(path)
  return [
    path,
    ...(lookup(sources, extension) ?? []).map(source => path.slice(0, -extension.length) + source),
    ...extensions.map(added => path + added),
    ...extensions.map(added => `${path}/index${added}`),
  ]
}

export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

export const isTypeScript = (file: string): boolean => /\.([mc]?ts|tsx)$/.test(file)
