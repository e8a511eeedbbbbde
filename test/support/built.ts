import { fill } from '../../src/build/domains/fill.ts'
import type { DomainBuilder } from '../../src/dsl/domain.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import * as language from '../../src/index.ts'
import { esbuild } from '../../src/program/load/esbuild.ts'
import { emit } from '../../src/xml/emit.ts'

/** The XML that a program builds, given its text. */
export function built(typescript: string): string {
  const { code } = esbuild().transformSync(typescript, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as Record<string, DomainBuilder> }
  new Function('module', 'require', code)(module, () => language)
  const [domain] = Object.values(module.exports)
  return emit(fill([nodeOf(domain)!])[0]!)
}
