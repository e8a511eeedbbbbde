import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { commentLines, keyText, linesText, literalText } from '../../src/importer/literal.ts'
import { Names } from '../../src/importer/names.ts'
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

test('gives every text back, on one line of harmless characters', () => {
  fc.assert(
    fc.property(anyText, text => {
      const literal = literalText(text)
      assert.is(evaluate(literal), text)
      assert.not.match(literal, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }),
    { numRuns: 2000 },
  )
})

test('gives every text of several lines back', () => {
  fc.assert(
    fc.property(anyText, text => assert.is(evaluate(linesText(text)), text)),
    { numRuns: 2000 },
  )
})

test('keeps every key a key', () => {
  fc.assert(
    fc.property(anyText, text => {
      const object = evaluate(`{ ${keyText(text)}: 1 }`) as object
      assert.equal(Object.keys(object), [text])
      assert.is(Object.getPrototypeOf(object), Object.prototype)
    }),
    { numRuns: 2000 },
  )
})

test('lets no comment end', () => {
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

test('makes identifiers of names, no two of them the same', () => {
  const names = new Names(['file'])
  assert.is(names.of('fv0'), 'fv0')
  assert.is(names.of('fv0'), 'fv0_2')
  assert.is(names.of('fv0'), 'fv0_3')
  assert.is(names.of('my-web.0'), 'myWeb0')
  assert.is(names.of('3com'), 'vm3com')
  assert.is(names.of('class'), 'classVm')
  assert.is(names.of('file'), 'fileVm')
  assert.is(names.of('日本'), 'vm')
  assert.is(names.of(''), 'vm_2')
})

test('makes an identifier of every name', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 5 }), texts => {
      const names = new Names([])
      const made = texts.map(text => names.of(text))
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
