import * as assert from 'uvu/assert'
import { fill } from '../../src/build/domains/fill.ts'
import { checkSchema } from '../../src/check/check-schema.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { type Built, nodeKey } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { type Node, valuesOf } from '../../src/tree/node.ts'
import { checkRaw } from '../../src/xml/check-raw.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'

/** Any builder. */
export type Any = Built<unknown>

/** The element that a builder holds. */
export const nodeOf = (builder: Any): Node => builder[nodeKey] as Node

/** The XML of a builder, without the values that vmc fills in. */
export const xmlOf = (builder: Any): string => emit(nodeOf(builder))

/** The diagnostics of the schema check for a builder, including the values that vmc fills in. */
export const diagnosticsOf = (builder: Any): readonly Diagnostic[] => [
  ...fill([nodeOf(builder)]).flatMap(node => checkSchema(node)),
  ...checkRaw(nodeOf(builder)),
]

/** The diagnostics as lines of `code path: message (help)`, for tests that do not need locations. */
export const diagnosticLines = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(
    ({ code, path, message, help }) => `${code} ${path}: ${message}${help ? ` (${help})` : ''}`,
  )

/** The diagnostics of the schema check for a builder, as lines. */
export const problemsOf = (builder: Any): readonly string[] =>
  diagnosticLines(diagnosticsOf(builder))

/** Asserts that each line begins with the text of the same index. For lines that end in a list of all fields. */
export function assertBeginnings(lines: readonly string[], beginnings: readonly string[]): void {
  const shown = lines.map((line, nth) => line.slice(0, beginnings[nth]?.length))
  assert.equal(shown, beginnings)
}

/** Reads a document as a domain. */
export const readDomain = (xml: string) => read(xml, domain, 'fv0.xml')

/** A value of a field, as a node; the first one by default. */
export const childOf = (node: Node, key: string, index = 0): Node =>
  valuesOf(node.fields[key])[index] as Node

/** A uvu suite. */
type Register = (name: string, run: () => void) => void

/**
 * Registers a test for each way to write the same element: the check reports nothing, the XML is
 * `xml`, and reading the XML returns an equal tree.
 */
export function testSpellings(
  test: Register,
  what: string,
  xml: string,
  spellings: Readonly<Record<string, () => Any>>,
): void {
  for (const [how, build] of Object.entries(spellings)) {
    test(`${what}, with ${how}`, () => {
      const builder = build()
      assert.equal(problemsOf(builder), [])
      assert.equal(xmlOf(builder), xml)
      const { node, diagnostics } = readDomain(xml)
      assert.equal(diagnosticLines(diagnostics), [])
      assert.is(difference(nodeOf(builder), node!), undefined)
    })
  }
}

/** The XML of a domain `fv0` with this content. */
export const fv0 = (inner: string): string =>
  `<domain type="kvm">\n  <name>fv0</name>\n${indented(inner, 2)}</domain>\n`

/** The XML of a domain `fv0` with these devices and nothing else. */
export const devices = (inner: string): string =>
  fv0(`<devices>\n${indented(inner, 2)}</devices>\n`)

const indented = (text: string, by: number): string =>
  `${text.trim()}\n`.replace(/^(?=.)/gm, ' '.repeat(by))
