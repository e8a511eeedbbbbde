// A document that is broken by one misspelt word, and mended, is the document it was, byte for byte.
import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { respelled } from '../../src/fix/document-edits.ts'
import { changesOf, edited, offsetOf, overlap } from '../../src/fix/edit.ts'

const test = suite('xml: mend')

const examples = new URL('../../examples/', import.meta.url)
const documents = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.xml') && name.includes('expected'))
  .map(name => readFileSync(new URL(name, examples), 'utf8'))

/** Two letters swapped: `virtoi` for `virtio`. */
const misspelt = (word: string): string => word.replace(/^(.*)(.)(.)(.)$/, '$1$3$2$4')

/** All places of a document where a word of three letters or more stands as a name or a value. */
const wordsOf = (xml: string): readonly { readonly start: number; readonly word: string }[] =>
  [...xml.matchAll(/(?<=[<" ])[a-z][a-zA-Z_]{3,}(?=[=" />])/g)].map(match => ({
    start: match.index,
    word: match[0],
  }))

const keyOf = ({ code, path, message }: Diagnostic): string => [code, path, message].join(' ')

test('every misspelt word of the examples that has a fix is mended to what it was', () => {
  let mended = 0
  const wrong: string[] = []
  for (const xml of documents) {
    const before = new Set(validateXml(xml, { file: 'a.xml' }).map(keyOf))
    for (const { start, word } of wordsOf(xml)) {
      const bad = misspelt(word)
      if (bad === word) continue
      // An element is misspelt in both of its tags, where it has two.
      const broken =
        xml[start - 1] === '<'
          ? undefined
          : `${xml.slice(0, start)}${bad}${xml.slice(start + word.length)}`
      if (broken === undefined) continue
      for (const found of validateXml(broken, { file: 'a.xml' })) {
        const { fix, line, column } = found
        if (before.has(keyOf(found)) || !fix || fix.kind === 'addition') continue
        const edits = respelled(broken, { file: 'a.xml', line: line!, column: column! }, fix)
        if (edits.length === 0) wrong.push(`nothing mends ${found.message}`)
        else if (edited(broken, edits) !== xml)
          wrong.push(`${found.message}: ${fix.from} → ${fix.to}`)
        else mended++
      }
    }
  }
  assert.equal(wrong, [])
  assert.ok(mended > 100, `${mended} mended`)
})

const respell = (xml: string, line: number, column: number, from: string, to: string) =>
  edited(xml, respelled(xml, { file: '', line, column }, { kind: 'name', from, to }))

test('an element is respelt in both tags, its own alone', () => {
  const xml = '<a>\n<b x="<b>"><!-- <b> --><b/></b><b/>\n</a>'.replace('"<b>"', '"&lt;b>"')
  assert.is(
    respell(xml, 2, 1, 'b', 'c'),
    xml.replace('<b x', '<c x').replace('</b><b/>', '</c><b/>'),
  )
  assert.is(respell('<a><b/></a>', 1, 4, 'b', 'c'), '<a><c/></a>')
})

test('what does not stand there to the letter is let be', () => {
  const xml = '<a b="x&amp;y">t&#116;t</a>'
  const value = (column: number, from: string) =>
    respelled(xml, { file: '', line: 1, column }, { kind: 'value', from, to: 'z' })
  assert.is(edited(xml, value(4, 'x&y')), '<a b="z">t&#116;t</a>')
  assert.equal(value(4, 'other'), [])
  assert.equal(value(1, 'ttt'), [])
})

test('the lines that change are shown, those side by side together', () => {
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
  assert.is(overlap(put('two', ''), added), false)
  assert.is(overlap(put('two', ''), { start: 5, end: 9, text: '' }), true)
  assert.is(offsetOf(`\ufeff${text}`, { line: 2, column: 3 }), 7)
})

test.run()
