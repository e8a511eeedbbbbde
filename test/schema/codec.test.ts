import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  absolutePath,
  anyOf,
  type Codec,
  integer,
  line,
  macAddress,
  matching,
  numeral,
  oneOf,
  onOff,
  port,
  positive,
  suggest,
  text,
  unsigned,
  unsignedLong,
  uuid,
  yesNo,
} from '../../src/schema/core/codec.ts'

const test = suite('schema: codec')

interface Case {
  readonly codec: Codec
  readonly right: readonly string[]
  readonly wrong: readonly string[]
}

const CASES: Readonly<Record<string, Case>> = {
  text: { codec: text, right: ['', 'a', 'a\nb', ' '], wrong: [] },
  line: { codec: line, right: ['a', ' ', 'a b'], wrong: ['', 'a\nb', 'a\n'] },
  'an absolute path': {
    codec: absolutePath,
    right: ['/a', '/a b', '/é'],
    wrong: ['', 'a', './a', '/a\n'],
  },
  'one of a list': { codec: oneOf('a b'), right: ['a', 'b'], wrong: ['', 'A', 'ab', 'a b'] },
  'one of several lists': { codec: oneOf('a b', 'c'), right: ['a', 'b', 'c'], wrong: ['d'] },
  'a word of an open list': { codec: suggest('a b'), right: ['a', 'z'], wrong: ['', 'a\n'] },
  'yes or no': { codec: yesNo, right: ['yes', 'no'], wrong: ['', 'on', 'true', 'Yes'] },
  'on or off': { codec: onOff, right: ['on', 'off'], wrong: ['', 'yes', '1'] },
  'a pattern': {
    codec: matching(/a|b/, 'a or b'),
    right: ['a', 'b'],
    wrong: ['ab', '', 'xa', 'b\n'],
  },
  'a whole number': {
    codec: integer(-1, 10),
    right: ['-1', '0', '10', '007', '+5'],
    wrong: ['', '-2', '11', '1.0', '1e1', '0x1', ' ', '٣', '-', '1 0'],
  },
  unsigned: {
    codec: unsigned,
    right: ['0', '4294967295', '00'],
    wrong: ['-1', '4294967296', '+1', '', '1.5'],
  },
  'unsigned of 64 bits': {
    codec: unsignedLong,
    right: ['18446744073709551615'],
    wrong: ['18446744073709551616', '-1', `1${'0'.repeat(60)}`],
  },
  positive: { codec: positive, right: ['1', '01', '100'], wrong: ['0', '00', '-1', ''] },
  'a port': { codec: port, right: ['0', '65535'], wrong: ['-1', '65536', 'http'] },
  'a number of any base': {
    codec: numeral(0xffff, 4),
    right: ['0', '10', '65535', '0x0', '0xffff', '0xFFFF', '0x0000ffff', '0177777', '010', '00'],
    wrong: ['', '65536', '0x10000', '0200000', '08', '09', '0x', '-1', '1.5', '0XA', 'ff', '0o7'],
  },
  'a UUID': {
    codec: uuid,
    right: ['4dea22b3-1d52-d8f3-2516-782e98ab3fa0', '4DEA22B31D52D8F32516782E98AB3FA0'],
    wrong: [
      '',
      '4dea22b3',
      '4dea22b3-1d52d8f3-2516-782e98ab3fa0',
      '{4dea22b31d52d8f32516782e98ab3fa0}',
    ],
  },
  'the address of a card': {
    codec: macAddress,
    right: ['52:54:00:12:34:56', '00:16:3E:5D:C7:9E'],
    wrong: ['', '53:54:00:12:34:56', '52-54-00-12-34-56', '52:54:00:12:34', '5:54:00:12:34:56'],
  },
  'one of two codecs': { codec: anyOf(port, text), right: ['80', 'http', ''], wrong: [] },
}

for (const [name, { codec, right, wrong }] of Object.entries(CASES)) {
  test(`the right spellings of ${name} are right, and come back to the letter`, () => {
    for (const spelling of right) {
      assert.ok(codec.test(spelling), JSON.stringify(spelling))
      assert.is(codec.print(spelling), spelling)
    }
  })
  test(`the wrong spellings of ${name} are wrong`, () => {
    for (const spelling of wrong) assert.not.ok(codec.test(spelling), JSON.stringify(spelling))
  })
  test(`${name} says what it expects, and has no spelling for what is no value`, () => {
    assert.match(codec.expects, /^\S.+[^.]$/)
    for (const value of [
      null,
      undefined,
      {},
      [],
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      () => 1,
    ])
      assert.is(codec.print(value), undefined)
  })
}

test('a boolean has two spellings, and text stays what it is', () => {
  assert.is(yesNo.print(true), 'yes')
  assert.is(yesNo.print(false), 'no')
  assert.is(yesNo.print('maybe'), 'maybe')
  assert.is(yesNo.print(1), undefined)
  assert.equal([yesNo.parse('yes'), yesNo.parse('no'), onOff.parse('on')], [true, false, true])
})

test('a number of any base is printed in hexadecimal where it has digits, in decimal else', () => {
  assert.is(numeral(0xffff, 4).print(10), '0x000a')
  assert.is(numeral(0xfff, 0).print(10), '10')
  assert.is(numeral(0xffff, 4).print('10'), '10')
})

test('a pattern is of the whole text, whatever its flags', () => {
  const codec = matching(/a|b/i, 'a or b')
  assert.equal(['a', 'B', 'aB'].map(codec.test), [true, true, false])
})

test.run()
