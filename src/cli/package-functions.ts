import { readFileSync } from 'node:fs'
import type { Paint } from '../diagnostics/paint.ts'
import { wrap } from '../diagnostics/wrap.ts'
import type { WordExample } from './words.ts'

/**
 * A public function or class of libvmc that does not describe a part of a domain, such as a test helper. scripts/words.mjs
 * collects these functions and their doc comments.
 */
interface PackageFunction {
  readonly name: string
  /** The module specifier from which a program imports the function, such as 'libvmc/testing'. */
  readonly entry: string
  /** The parameters of the function, as text. Not set for a class. */
  readonly parameters?: string
  readonly doc: string
  readonly examples: readonly WordExample[]
}

/**
 * Returns the page about a public function that does not describe a part of a domain. Returns `undefined` if libvmc has no such
 * function.
 */
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
