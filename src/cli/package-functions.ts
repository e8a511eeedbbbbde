import { readFileSync } from 'node:fs'
import type { Paint } from '../diagnostics/paint.ts'
import { wrap } from '../diagnostics/wrap.ts'
import type { WordExample } from './words.ts'

/** A function or class that is not a word of the language. scripts/words.mjs collects them from the doc comments. */
interface PackageFunction {
  readonly name: string
  /** The entry of the package that exports the function, such as 'libvmc/testing'. */
  readonly entry: string
  /** Not set for a class. */
  readonly parameters?: string
  readonly doc: string
  readonly examples: readonly WordExample[]
}

/** The page about a function that is not a word of the language. `undefined` if the package has no such function. */
export function functionPage(name: string, paint: Paint, width: number): string | undefined {
  const url = new URL('../schema/package-functions.json', import.meta.url)
  const functions: readonly PackageFunction[] = JSON.parse(readFileSync(url, 'utf8'))
  const found = functions.find(one => one.name === name)
  if (found === undefined) return undefined
  const { entry, parameters, doc, examples } = found
  const call = parameters === undefined ? name : `${name}(${parameters})`
  const lines = [`${paint.bold(call)}  ${paint.dim(`from '${entry}'`)}`, '', ...wrap(doc, width)]
  for (const { ts } of examples) lines.push('', ...ts.split('\n').map(line => `  ${line}`))
  return `${lines.join('\n')}\n`
}
