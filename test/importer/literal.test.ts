import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Identifiers } from '../../src/importer/identifiers.ts'
import { commentLines, keyText, linesText, literalText } from '../../src/importer/literal.ts'
import { esbuild } from '../../src/program/load/esbuild.ts'

const test = suite('importer: literals')

const hostile = [
  "'); process.exit(1); ('",
  '`$' + '{process.exit(1)}`',
  '*/ process.exit(1) /*',
  '\u2028process.exit(1)\u2029',
  '\\\'"`',
  '\ud800',
  '\u202e',
  '\0',
  '\r\n',
  '__proto__',
  '</script>',
]

const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...hostile, ...'\'"`$\\{}*/\n a') }),
)

const evaluate = (expression: string): unknown => new Function(`return (${expression})`)()

test('prints random texts on one line without control characters, with the same value', () => {
  fc.assert(
    fc.property(anyText, text => {
      const literal = literalText(text)
      assert.is(evaluate(literal), text)
      assert.not.match(literal, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }),
    { numRuns: 2000 },
  )
})

test('prints random texts of several lines with the same value', () => {
  fc.assert(
    fc.property(anyText, text => assert.is(evaluate(linesText(text)), text)),
    { numRuns: 2000 },
  )
})

test('prints random keys with the same value', () => {
  fc.assert(
    fc.property(anyText, text => {
      const object = evaluate(`{ ${keyText(text)}: 1 }`) as object
      assert.equal(Object.keys(object), [text])
      assert.is(Object.getPrototypeOf(object), Object.prototype)
    }),
    { numRuns: 2000 },
  )
})

test('prints random comments without ending the comment', () => {
  fc.assert(
    fc.property(anyText, text => {
      const { code } = esbuild().transformSync(`${commentLines(text).join('\n')}\nlet x = 1`, {
        legalComments: 'none',
      })
      assert.is(code, 'let x = 1;\n')
    }),
    { numRuns: 200 },
  )
})

test('makes unique identifiers from names', () => {
  const names = new Identifiers(['file'])
  assert.is(names.claim('fv0'), 'fv0')
  assert.is(names.claim('fv0'), 'fv0_2')
  assert.is(names.claim('fv0'), 'fv0_3')
  assert.is(names.claim('my-web.0'), 'myWeb0')
  assert.is(names.claim('3com'), 'vm3com')
  assert.is(names.claim('class'), 'classVm')
  assert.is(names.claim('file'), 'fileVm')
  assert.is(names.claim('日本'), 'vm')
  assert.is(names.claim(''), 'vm_2')
})

test('makes a valid identifier from random names', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 5 }), texts => {
      const names = new Identifiers([])
      const made = texts.map(text => names.claim(text))
      assert.is(new Set(made).size, made.length)
      for (const name of made)
        assert.is(
          evaluate(
            `{ const ${name} = 1; return ${name} }`.replace(/^/, '(() => ').replace(/$/, ')()'),
          ),
          1,
        )
    }),
  )
})

test.run()
