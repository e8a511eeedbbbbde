// The importer passes every value that a document can have to the factories and shorthands that write it. The types of their
// parameters must allow these values, or the imported program fails the type check.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as language from '../../dist/index.js'
import type { Position } from '../../src/check/position.ts'
import { variantOf } from '../../src/check/variant.ts'
import type { CallPattern } from '../../src/importer/call-patterns.ts'
import { Lexicon } from '../../src/importer/lexicon.ts'
import * as factories from '../../src/index.ts'
import type { Codec } from '../../src/schema/core/codec.ts'
import { compile } from '../../src/schema/core/compiled.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { isNode, valuesOf } from '../../src/tree/node.ts'

const test = suite('importer: types of arguments')
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The codecs of the fields that an argument of a call writes, for the variants of the elements that the call makes. */
function codecsOf(position: Position, placeholder: string): readonly Codec[] {
  const { element, fields } = position.node
  const constraints = compile(element).constraints(variantOf(position))
  return Object.entries(fields).flatMap(([key, slot]) =>
    valuesOf(slot).flatMap(value => {
      if (isNode(value)) {
        const name = element.fields[key]?.name ?? key
        return codecsOf({ node: value, name, key, parent: position }, placeholder)
      }
      const codec = constraints.fields.get(key)?.codec
      return value === placeholder && codec ? [codec] : []
    }),
  )
}

/** A call for each value that an argument can have. The other arguments fit every type. */
function callsOf({ name, args, node }: CallPattern): readonly string[] {
  const call = (nth: number, value: string) =>
    `${name}(${args.map((_, index) => (index === nth ? value : 'any')).join(', ')})`
  return args.flatMap((argument, nth) => {
    if (argument.kind !== 'value') return []
    const [first, ...others] = codecsOf({ node, name: node.element.name }, argument.placeholder)
    const values = (first?.values ?? []).filter(value => others.every(one => one.test(value)))
    return values.map(value => call(nth, JSON.stringify(first!.parse(value))))
  })
}

test('factories and shorthands take every value of the fields that they write', () => {
  const lexicon = new Lexicon(factories)
  const patterns = [
    ...lexicon.elements.flatMap(element => lexicon.factoriesFor(element)),
    ...lexicon
      .methodsOf(domain)
      .shorthands.map(pattern => ({ ...pattern, name: `domain('fv0').${pattern.name}` })),
  ].filter(({ node }) => !node.invalid)
  const calls = [...new Set(patterns.flatMap(callsOf))]
  assert.ok(calls.length > 100, `${calls.length} calls`)
  const names = Object.keys(language).join(', ')
  const folder = join(root, 'node_modules/.cache/vmc/arguments')
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(
      join(folder, 'infra.ts'),
      `import { ${names} } from 'libvmc'\nvoid { ${names} }\ndeclare const any: never\n${calls.join('\n')}\n`,
    )
    const compilerOptions = {
      ...{ module: 'nodenext', target: 'es2023', lib: ['es2023'], allowUnreachableCode: true },
      ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: ['node'] },
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['infra.ts'] }),
    )
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    const lines = readFileSync(join(folder, 'infra.ts'), 'utf8').split('\n')
    const failures = [...stdout.matchAll(/infra\.ts\((\d+),.*?: error (.*)/g)]
    assert.equal(
      failures.map(([, line, error]) => `${lines[Number(line) - 1]}: ${error}`),
      [],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.run()
