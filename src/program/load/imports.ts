import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isFile, locate } from './locate.ts'

/**
 * The absolute paths of the relative imports in a file, found by searching the source text. The imported files do not have to
 * exist.
 */
export function importsByPath(file: string): readonly string[] {
  const text = isFile(file) ? readFileSync(file, 'utf8') : ''
  const found = [...text.matchAll(/['"`](\.{1,2}(?:\/[^'"`\n]*)?)['"`]/g)]
  return found.map(([, path = '']) => resolve(dirname(file), path))
}

/**
 * Finds the files of programs and all files that they import by path. Imported paths that do not exist are listed separately.
 */
export function importGraph(entries: readonly string[]): {
  readonly files: readonly string[]
  readonly missing: readonly string[]
} {
  const files = new Set<string>()
  const missing = new Set<string>()
  const visit = (path: string): void => {
    const file = locate(path)
    if (file === undefined) missing.add(path)
    else if (!files.has(file)) {
      files.add(file)
      importsByPath(file).forEach(visit)
    }
  }
  entries.forEach(visit)
  return { files: [...files], missing: [...missing] }
}
