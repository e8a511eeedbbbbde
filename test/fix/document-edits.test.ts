// The fix of a misspelled word in a document restores the original document, byte for byte.
import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { additionEdits, respellingEdits } from '../../src/fix/document-edits.ts'
import { applyEdits, changesOf, offsetOf, overlap } from '../../src/fix/edit.ts'

const test = suite('fix: document edits')

const examples = new URL('../../examples/', import.meta.url)
const documents = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.xml') && name.includes('expected'))
  .map(name => readFileSync(new URL(name, examples), 'utf8'))

/** Two letters swapped: `virtoi` for `virtio`. */
const misspelled = (word: string): string => word.replace(/^(.*)(.)(.)(.)$/, '$1$3$2$4')

/** All names and values in a document that are words of four letters or more. */
const wordsOf = (xml: string): readonly { readonly start: number; readonly word: string }[] =>
  [...xml.matchAll(/(?<=[<" ])[a-z][a-zA-Z_]{3,}(?=[=" />])/g)].map(match => ({
    start: match.index,
    word: match[0],
  }))

const keyOf = ({ code, path, message }: Diagnostic): string => [code, path, message].join(' ')

test('every fix of a misspelled word in the examples restores the original', () => {
  let fixed = 0
  const wrong: string[] = []
  for (const xml of documents) {
    const before = new Set(validateXml(xml, { file: 'a.xml' }).map(keyOf))
    for (const { start, word } of wordsOf(xml)) {
      const bad = misspelled(word)
      if (bad === word) continue
      // A misspelled element name would make the tags differ, so the document would not be well-formed.
      if (xml[start - 1] === '<') continue
      const broken = `${xml.slice(0, start)}${bad}${xml.slice(start + word.length)}`
      for (const found of validateXml(broken, { file: 'a.xml' })) {
        const { fix, line, column } = found
        if (before.has(keyOf(found)) || !fix || fix.kind === 'addition') continue
        const edits = respellingEdits(broken, { file: 'a.xml', line: line!, column: column! }, fix)
        if (edits.length === 0) wrong.push(`no edit for: ${found.message}`)
        else if (applyEdits(broken, edits) !== xml)
          wrong.push(`${found.message}: ${fix.from} → ${fix.to}`)
        else fixed++
      }
    }
  }
  assert.equal(wrong, [])
  assert.ok(fixed > 100, `${fixed} fixed`)
})

const respell = (xml: string, line: number, column: number, from: string, to: string) =>
  applyEdits(xml, respellingEdits(xml, { file: '', line, column }, { kind: 'name', from, to }))

test('an element is renamed in its own start and end tag', () => {
  const xml = '<a>\n<b x="<b>"><!-- <b> --><b/></b><b/>\n</a>'.replace('"<b>"', '"&lt;b>"')
  assert.is(
    respell(xml, 2, 1, 'b', 'c'),
    xml.replace('<b x', '<c x').replace('</b><b/>', '</c><b/>'),
  )
  assert.is(respell('<a><b/></a>', 1, 4, 'b', 'c'), '<a><c/></a>')
})

test('a value is replaced only if it appears literally at the location', () => {
  const xml = '<a b="x&amp;y">t&#116;t</a>'
  const value = (column: number, from: string) =>
    respellingEdits(xml, { file: '', line: 1, column }, { kind: 'value', from, to: 'z' })
  assert.is(applyEdits(xml, value(4, 'x&y')), '<a b="z">t&#116;t</a>')
  assert.equal(value(4, 'other'), [])
  assert.equal(value(1, 'ttt'), [])
})

test('changed lines are listed, with adjacent lines in one group', () => {
  const text = 'one\ntwo\nthree\nfour\nfive'
  const put = (word: string, to: string) => {
    const start = text.indexOf(word)
    return { start, end: start + word.length, text: to }
  }
  assert.equal(changesOf(text, [put('two', '2'), put('three', '3'), put('five', '5')]), [
    { line: 2, before: ['two', 'three'], after: ['2', '3'] },
    { line: 5, before: ['five'], after: ['5'] },
  ])
  const added = { start: 4, end: 4, text: 'new\n' }
  assert.equal(changesOf(text, [added]), [{ line: 2, before: [], after: ['new'] }])
  const first = { start: 0, end: 0, text: 'zero' }
  assert.equal(changesOf('\none\ntwo', [first, { start: 5, end: 8, text: '2' }]), [
    { line: 1, before: [''], after: ['zero'] },
    { line: 3, before: ['two'], after: ['2'] },
  ])
  assert.is(overlap(put('two', ''), added), false)
  assert.is(overlap(put('two', ''), { start: 5, end: 9, text: '' }), true)
  assert.is(offsetOf(`\ufeff${text}`, { line: 2, column: 3 }), 7)
})

test('a document that is not well-formed gets the edits that are possible', () => {
  const xml = '<domain type="kvm"><name>a</name>&unknown;</domain>'
  const [edit] = additionEdits(xml, {
    kind: 'addition',
    ts: '.acpi()',
    xml: '<features><acpi/></features>',
  })
  assert.ok(edit)
  assert.equal(additionEdits('<domain>', { kind: 'addition', ts: '', xml: '<a></a>' }), [])
})

test.run()
