import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { text } from '../../src/schema/core/codec.ts'
import { attribute, content, element, leaf } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { isNode, type Node, valuesOf } from '../../src/tree/node.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { diagnosticLines } from '../support/builders.ts'
import { elements } from '../support/table.ts'
import { nastyText, trees } from '../support/trees.ts'

const test = suite('xml: round trip')

// Elements with a namespace prefix are tested as children of <domain>, which declares the prefix.
const roots = [...elements].filter(({ name }) => !name.includes(':'))

test('random trees are read back as they were written', () => {
  for (const element of roots)
    fc.assert(
      fc.property(trees(element, 1), ({ node }) => {
        const xml = emit(node)
        const reading = read(xml, element)
        assert.equal(diagnosticLines(reading.diagnostics), [])
        assert.is(difference(node, reading.node!), undefined)
        assert.is(emit(reading.node!), xml)
      }),
      { numRuns: 6 },
    )
})

test('random text is read back as it was written, in an attribute, a leaf and as content', () => {
  const plain = element('plain', {
    at: attribute(text),
    leaf: leaf(text),
  })
  const full = element('full', { at: attribute(text), text: content(text) })
  const origin = { file: 'random', line: 1, column: 1 }
  const node = (of: typeof plain | typeof full, fields: Record<string, string>): Node => ({
    element: of,
    fields: Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, { value, origin }]),
    ),
    origin,
  })
  fc.assert(
    fc.property(nastyText, nastyText, (a, b) => {
      const first = node(plain, { at: a, leaf: b })
      assert.is(difference(first, read(emit(first), plain).node!), undefined)
      // An element that contains only white space is read as empty.
      const second = node(full, { at: b, ...(a.trim() !== '' && { text: a }) })
      assert.is(difference(second, read(emit(second), full).node!), undefined)
      // Line breaks around a comment or a processing instruction would be a part of the text.
      for (const xml of ['<!-- note -->', '<?page 1?>']) {
        const third: Node = { ...second, extra: [{ xml, origin }] }
        assert.is(difference(third, read(emit(third), full).node!), undefined)
      }
    }),
    { numRuns: 2000 },
  )
})

/** Builds the same tree with xmlbuilder2. */
function build(node: Node, name: string, parent: XMLBuilder): void {
  const made = parent.ele(name)
  for (const [key, field] of Object.entries(node.element.fields)) {
    const xmlName = field.name ?? key
    for (const value of valuesOf(node.fields[key])) {
      if (isNode(value)) build(value, xmlName, made)
      else if (value === false && (field.kind === 'flag' || field.acceptsFalse)) continue
      else if (field.kind === 'flag') made.ele(xmlName)
      else {
        const printed = field.codec!.print(value)!
        if (field.kind === 'attribute') made.att(xmlName, printed)
        else if (field.kind === 'text') made.txt(printed)
        else made.ele(xmlName).txt(printed)
      }
    }
  }
}

test('a text keeps its white space beside comments and processing instructions', () => {
  const loader = (inner: string) =>
    `<domain type="kvm"><name>a</name><os><type>hvm</type><loader>${inner}</loader></os></domain>`
  for (const [inner, written] of [
    ['<?page 1?>/efi.fd', '/efi.fd<?page 1?>'],
    ['/efi.fd<!-- from the vendor -->', '/efi.fd<!-- from the vendor -->'],
    [' <!-- a --> /efi.fd<?b?> ', '  /efi.fd <!-- a --><?b?>'],
    ['\n<!-- a -->\n', '\n      <!-- a -->\n    '],
  ] as const) {
    const { node } = read(loader(inner), domain)
    assert.match(emit(node!), `<loader>${written}</loader>`)
    assert.is(difference(node!, read(emit(node!), domain).node!), undefined)
  }
})

// Whether xmlbuilder2 loses content: it does not escape tabs, line breaks and character references.
const isLossy = (node: Node): boolean => /&#x[9AD];|&amp;#?\w+;/.test(emit(node))

test('the output equals that of xmlbuilder2', () => {
  let compared = 0
  for (const element of roots)
    fc.assert(
      fc.property(trees(element, 1), ({ node }) => {
        // The tree built here has no namespace declarations.
        if (isLossy(node) || emit(node).includes(' xmlns:')) return
        const document = create()
        build(node, element.name, document)
        const options = { headless: true, prettyPrint: true }
        assert.is(emit(node), `${document.end(options)}\n`)
        compared++
      }),
      { numRuns: 4 },
    )
  assert.ok(compared > roots.length * 2)
})

test.run()
