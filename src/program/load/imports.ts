import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isFile, locate } from './locate.ts'

/** The paths that a file imports by, as far as a look at its text tells; whether anything is there or not. */
export function importsByPath(file: string): readonly string[] {
  const text = isFile(file) ? readFileSync(file, 'utf8') : ''
  const found = [...text.matchAll(/['"`](\.{1,2}(?:\/[^'"`\n]*)?)['"`]/g)]
  return found.map(([, path = '']) => resolve(dirname(file), path))
}

/** The files of programs and of what they import by path, and the paths where something is looked for and not there. */
export function graphOf(entries: readonly string[]): {
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
