import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Shapes } from '../../src/tree/shape.ts'
import { emit } from '../../src/xml/emit.ts'
import { documents, nodeIn, variants } from '../support/alike.ts'

const test = suite('xml: template')

for (const [how, vary] of Object.entries(variants)) {
  test(`a domain written with a template equals the same domain written without, ${how}`, () => {
    let alike = 0
    for (const xml of documents) {
      const shapes = new Shapes()
      for (const node of [xml, xml, vary(xml), xml].flatMap(nodeIn)) {
        const likeness = shapes.likenessOf(node)
        if (likeness) alike++
        assert.is(emit(node, likeness), emit(node))
      }
    }
    assert.ok(alike > documents.length, `${alike} were alike`)
  })
}

test.run()
