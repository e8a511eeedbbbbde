import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { FingerprintIndex } from '../../src/tree/fingerprint.ts'
import { emit, emitSimilar } from '../../src/xml/emit.ts'
import { documents, nodeIn, variants } from '../support/alike.ts'

const test = suite('xml: template')

for (const [how, vary] of Object.entries(variants)) {
  test(`a domain written with a template equals the same domain written without, ${how}`, () => {
    let alike = 0
    for (const xml of documents) {
      const fingerprints = new FingerprintIndex()
      for (const node of [xml, xml, vary(xml), xml].flatMap(nodeIn)) {
        const match = fingerprints.match(node)
        if (match) alike++
        assert.is(String(emitSimilar(node, match)), emit(node))
      }
    }
    assert.ok(alike > documents.length, `${alike} were alike`)
  })
}

test.run()
