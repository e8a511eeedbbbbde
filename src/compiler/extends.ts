import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * A tsconfig.json and those it extends; nothing where that, or what they make of imports, is more than a look at them
 * tells: packages of configurations, and paths of their own.
 */
export function configChain(file: string | undefined): readonly string[] | undefined {
  if (file === undefined) return []
  const config = parse(file)
  const options = config?.compilerOptions ?? {}
  if (!config || ['paths', 'rootDirs', 'typeRoots', 'baseUrl'].some(key => key in options)) return
  const above = [config.extends ?? []].flat().map(from => configChain(pathOf(from, file)))
  return above.every(chain => chain !== undefined) ? [file, ...above.flat()] : undefined
}

function pathOf(from: string, file: string): string {
  if (!/^\.{1,2}\/|^\//.test(from)) return ''
  const path = resolve(dirname(file), from)
  return path.endsWith('.json') ? path : `${path}.json`
}

interface Config {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: object
}

function parse(file: string): Config | undefined {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
    // JSON as TypeScript has it: with comments, and commas behind the last.
    const bare = text.replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
    return JSON.parse(bare.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1'))
  } catch {
    return undefined
  }
}
