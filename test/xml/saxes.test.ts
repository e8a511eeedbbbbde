import { setFlagsFromString } from 'node:v8'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newParser } from '../../src/xml/saxes.ts'

const test = suite('xml: the parser')

setFlagsFromString('--allow-natives-syntax')
const isFast = new Function('object', 'return %HasFastProperties(object)')

test('a parser with all handlers of a reader does not become a dictionary', () => {
  const events = ['error', 'doctype', 'opentagstart', 'attribute', 'opentag', 'closetag'] as const
  const texts = ['text', 'cdata', 'comment', 'processinginstruction'] as const
  for (let nth = 0; nth < 20; nth++) {
    const parser = newParser({ xmlns: true, position: true })
    for (const event of [...events, ...texts]) parser.on(event, () => {})
    parser.write('<a b="c"/>').close()
    assert.ok(isFast(parser), `parser ${nth}`)
  }
})

test.run()
