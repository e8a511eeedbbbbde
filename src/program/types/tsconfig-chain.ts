import { dirname, resolve } from 'node:path'
import { readRegularFile } from '../../diagnostics/regular-file.ts'

/** The paths of a tsconfig.json and of all configuration files that it extends by path, directly or indirectly. */
export function configChain(file: string | undefined, seen = new Set<string>()): readonly string[] {
  if (file === undefined || seen.has(file)) return []
  seen.add(file)
  return [file, ...parentsOf(file).flatMap(parent => configChain(parent, seen))]
}

/**
 * The paths of a tsconfig.json and of all configuration files that it extends. `undefined` if one of them extends a package, or
 * has an option such as `paths` that changes how imports are resolved. vmc then cannot predict which files TypeScript reads.
 */
export function cacheableConfigChain(file: string | undefined): readonly string[] | undefined {
  const chain = configChain(file)
  return chain.every(isCacheable) ? chain : undefined
}

const RESOLUTION_OPTIONS = ['paths', 'rootDirs', 'typeRoots', 'baseUrl']

function isCacheable(file: string): boolean {
  const config = parse(file)
  if (!config || RESOLUTION_OPTIONS.some(key => key in (config.compilerOptions ?? {}))) return false
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
    // A tsconfig.json may contain comments and trailing commas, which JSON.parse rejects.
    const bare = text.replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
    return JSON.parse(bare.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1'))
  } catch {
    return undefined
  }
}
