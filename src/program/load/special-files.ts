import { dirname, join, resolve } from 'node:path'
import { readRegularFile, specialKind } from '../../diagnostics/regular-file.ts'
import { ancestors, findUp } from '../find-up.ts'
import { configChain } from '../types/tsconfig-chain.ts'
import type { LoadError } from './load-error.ts'
import { candidates, isFile, locate } from './locate.ts'

/**
 * The load errors for named pipes, sockets and devices that loading a program would read. Such a file can be a file that the
 * program imports by path, or a package.json or tsconfig.json that applies to an imported file. Node and TypeScript would
 * open such a file and wait forever.
 */
export function specialFilesOf(entries: readonly string[]): readonly LoadError[] {
  const errors: LoadError[] = []
  const files = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const { specifier, line, column } of importsIn(file)) {
      const path = resolve(dirname(file), specifier)
      const found = locate(path)
      const kind = specialKind(
        candidates(path).find(one => one === found || specialKind(one)) ?? '',
      )
      const message = `"${specifier}" is ${kind}, not a file`
      if (kind !== undefined) errors.push({ kind: 'unreadable', message, file, line, column })
      else if (found !== undefined) visit(found)
    }
  }
  entries.filter(isFile).forEach(visit)
  for (const file of configurationsOf(files)) {
    const kind = specialKind(file)
    if (kind !== undefined)
      errors.push({ kind: 'unreadable', message: `this is ${kind}, not a file`, file })
  }
  return errors
}

/** An import by path, with the position of the path in the source text. */
interface Import {
  readonly specifier: string
  readonly line: number
  readonly column: number
}

const IMPORT =
  /(?:\b(?:from|import|require)\s*\(?\s*|<reference\s+path\s*=\s*)(['"])((?:\.{0,2}\/)[^'"\n]*)\1/g

function importsIn(file: string): readonly Import[] {
  const text = readRegularFile(file, 'utf8')
  return [...text.matchAll(IMPORT)].map(match => {
    const [whole, , specifier = ''] = match
    const before = text.slice(0, match.index + whole.length - specifier.length - 2).split('\n')
    return { specifier, line: before.length, column: before.at(-1)!.length + 1 }
  })
}

// Returns every package.json and tsconfig.json that applies to the given files.
function configurationsOf(files: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set([...files].map(file => dirname(file)))
  const found = new Set<string>()
  for (const folder of folders) {
    for (const config of configChain(findUp('tsconfig.json', folder))) found.add(config)
    for (const above of ancestors(folder)) found.add(join(above, 'package.json'))
  }
  return found
}
