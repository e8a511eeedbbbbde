import { dirname, resolve } from 'node:path'
import { readRegularFile } from '../../diagnostics/regular-file.ts'

/** A tsconfig.json and those it extends by path. */
export function configsOf(file: string | undefined, seen = new Set<string>()): readonly string[] {
  if (file === undefined || seen.has(file)) return []
  seen.add(file)
  return [file, ...parentsOf(file).flatMap(parent => configsOf(parent, seen))]
}

/**
 * A tsconfig.json and those it extends; nothing where that, or what they make of imports, is more than a look at them
 * tells: packages of configurations, and paths of their own.
 */
export function configChain(file: string | undefined): readonly string[] | undefined {
  const chain = configsOf(file)
  return chain.every(isPlain) ? chain : undefined
}

function isPlain(file: string): boolean {
  const config = parse(file)
  const leading = ['paths', 'rootDirs', 'typeRoots', 'baseUrl']
  if (!config || leading.some(key => key in (config.compilerOptions ?? {}))) return false
  return parentsOf(file).length === [config.extends ?? []].flat().length
}

const parentsOf = (file: string): readonly string[] =>
  [parse(file)?.extends ?? []]
    .flat()
    .filter(from => /^\.{1,2}\/|^\//.test(from))
    .map(from => resolve(dirname(file), from))
    .map(path => (path.endsWith('.json') ? path : `${path}.json`))

interface Config {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: object
}

function parse(file: string): Config | undefined {
  try {
    const text = readRegularFile(file, 'utf8').replace(/^\ufeff/, '')
    // JSON as TypeScript has it: with comments, and commas behind the last.
    const bare = text.replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
    return JSON.parse(bare.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1'))
  } catch {
    return undefined
  }
}
