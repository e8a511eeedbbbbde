import * as assert from 'uvu/assert'
import { fill } from '../../src/build/domains/fill.ts'
import { checkSchema } from '../../src/check/check-schema.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { type Built, held } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { type Node, valuesOf } from '../../src/tree/node.ts'
import { emit } from '../../src/xml/emit.ts'
import { checkRaw } from '../../src/xml/raw.ts'
import { read } from '../../src/xml/read.ts'

/** Any builder. */
export type Any = Built<unknown>

/** The tree that a builder holds. */
export const nodeOf = (builder: Any): Node => builder[held] as Node

/** What a builder says, as XML; nothing is filled in. */
export const xmlOf = (builder: Any): string => emit(nodeOf(builder))

/** Everything that the check of the shape has to say about a builder, with filled in what vmc fills in. */
export const diagnosticsOf = (builder: Any): readonly Diagnostic[] => [
  ...fill([nodeOf(builder)]).flatMap(node => checkSchema(node)),
  ...checkRaw(nodeOf(builder)),
]

/** The diagnostics as lines of `path: message (help)`, for tests that are about words and not places. */
export const told = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(
    ({ code, path, message, help }) => `${code} ${path}: ${message}${help ? ` (${help})` : ''}`,
  )

/** What the check tells of a builder, as lines. */
export const toldOf = (builder: Any): readonly string[] => told(diagnosticsOf(builder))

/** Are the lines as many as these, and does each begin so? For lines that end in a list which grows with the table. */
export function begin(lines: readonly string[], beginnings: readonly string[]): void {
  const shown = lines.map((line, nth) => line.slice(0, beginnings[nth]?.length))
  assert.equal(shown, beginnings)
}

/** A document, read as a domain. */
export const readDomain = (xml: string) => read(xml, domain, 'fv0.xml')

/** The only value of a field, as a node. */
export const childOf = (node: Node, key: string, index = 0): Node =>
  valuesOf(node.fields[key])[index] as Node

/** A test of uvu: a suite to register in. */
type Register = (name: string, run: () => void) => void

/**
 * Registers one test a spelling: it is checked without error, written as `xml`, and read back to an equal tree.
 */
export function spells(
  test: Register,
  what: string,
  xml: string,
  spellings: Readonly<Record<string, () => Any>>,
): void {
  for (const [how, build] of Object.entries(spellings)) {
    test(`${what}, with ${how}`, () => {
      const builder = build()
      assert.equal(toldOf(builder), [])
      assert.equal(xmlOf(builder), xml)
      const { node, diagnostics } = readDomain(xml)
      assert.equal(told(diagnostics), [])
      assert.is(difference(nodeOf(builder), node!), undefined)
    })
  }
}

/** The document of a domain `fv0` with these lines inside. */
export const fv0 = (inner: string): string =>
  `<domain type="kvm">\n  <name>fv0</name>\n${indented(inner, 2)}</domain>\n`

/** The document of a domain `fv0` with these devices and nothing else. */
export const devices = (inner: string): string =>
  fv0(`<devices>\n${indented(inner, 2)}</devices>\n`)

const indented = (text: string, by: number): string =>
  `${text.trim()}\n`.replace(/^(?=.)/gm, ' '.repeat(by))
