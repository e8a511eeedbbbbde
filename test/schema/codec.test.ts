import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  absolutePath,
  anyOf,
  type Codec,
  hexadecimal,
  integer,
  line,
  macAddress,
  matching,
  nonNegative,
  oneOf,
  oneOfOrMatching,
  onOff,
  port,
  positive,
  positiveLong,
  text,
  unsigned,
  unsignedLong,
  uuid,
  yesNo,
} from '../../src/schema/core/codec.ts'
import { cpuset } from '../../src/schema/core/cpuset.ts'

const test = suite('schema: codec')

interface Case {
  readonly codec: Codec
  readonly valid: readonly string[]
  readonly invalid: readonly string[]
}

const CASES: Readonly<Record<string, Case>> = {
  text: { codec: text, valid: ['', 'a', 'a\nb', ' '], invalid: [] },
  line: { codec: line, valid: ['a', ' ', 'a b'], invalid: ['', 'a\nb', 'a\n'] },
  'an absolute path': {
    codec: absolutePath,
    valid: ['/a', '/a b', '/é'],
    invalid: ['', 'a', './a', '/a\n'],
  },
  'a list': { codec: oneOf('a b'), valid: ['a', 'b'], invalid: ['', 'A', 'ab', 'a b'] },
  'several lists': { codec: oneOf('a b', 'c'), valid: ['a', 'b', 'c'], invalid: ['d'] },
  'a list or a pattern': {
    codec: oneOfOrMatching('a b', /[a-z]/),
    valid: ['a', 'z'],
    invalid: ['', '1'],
  },
  'yes or no': { codec: yesNo, valid: ['yes', 'no'], invalid: ['', 'on', 'true', 'Yes'] },
  'on or off': { codec: onOff, valid: ['on', 'off'], invalid: ['', 'yes', '1'] },
  'a pattern': {
    codec: matching(/a|b/, 'a or b'),
    valid: ['a', 'b'],
    invalid: ['ab', '', 'xa', 'b\n'],
  },
  'a whole number': {
    codec: integer(-1, 10),
    valid: ['-1', '0', '10', '007', '+5'],
    invalid: ['', '-2', '11', '1.0', '1e1', '0x1', ' ', '٣', '-', '1 0'],
  },
  'unsigned 32-bit': {
    codec: unsigned,
    valid: ['0', '4294967295', '00'],
    invalid: ['-1', '4294967296', '+1', '', '1.5'],
  },
  'unsigned 64-bit': {
    codec: unsignedLong,
    valid: ['18446744073709551615'],
    invalid: ['18446744073709551616', '-1', `1${'0'.repeat(60)}`],
  },
  positive: {
    codec: positive,
    valid: ['1', '01', '100', '4294967295'],
    invalid: ['0', '00', '-1', '', '4294967296'],
  },
  positiveLong: {
    codec: positiveLong,
    valid: ['1', '18446744073709551615'],
    invalid: ['0', '18446744073709551616'],
  },
  nonNegative: { codec: nonNegative, valid: ['0', '2147483647'], invalid: ['-1', '2147483648'] },
  'cpuset up to the last bit': {
    codec: cpuset,
    valid: ['16383', '0-16383,^9'],
    invalid: ['16384', '0-16384', '4294967296'],
  },
  'a port': { codec: port, valid: ['0', '65535'], invalid: ['-1', '65536', 'http'] },
  'a hexadecimal or decimal number': {
    codec: hexadecimal(0xffff, 4),
    valid: ['0', '10', '65535', '0x0', '0xffff', '0xFFFF', 'ff', '00'],
    invalid: ['', '65536', '0x10000', '0x', '-1', '1.5', '0XA', '0o7', 'fg'],
  },
  'a UUID': {
    codec: uuid,
    valid: ['4dea22b3-1d52-d8f3-2516-782e98ab3fa0', '4DEA22B31D52D8F32516782E98AB3FA0'],
    invalid: [
      '',
      '4dea22b3',
      '4dea22b3-1d52d8f3-2516-782e98ab3fa0',
      '{4dea22b31d52d8f32516782e98ab3fa0}',
    ],
  },
  'a MAC address': {
    codec: macAddress,
    valid: ['52:54:00:12:34:56', '00:16:3E:5D:C7:9E'],
    invalid: ['', '53:54:00:12:34:56', '52-54-00-12-34-56', '52:54:00:12:34', '5:54:00:12:34:56'],
  },
  'any of two codecs': { codec: anyOf(port, text), valid: ['80', 'http', ''], invalid: [] },
}

for (const [name, { codec, valid, invalid }] of Object.entries(CASES)) {
  test(`${name}: accepts valid texts and prints them unchanged`, () => {
    for (const text of valid) {
      assert.ok(codec.test(text), JSON.stringify(text))
      assert.is(codec.print(text), text)
    }
  })
  test(`${name}: rejects invalid texts`, () => {
    for (const text of invalid) assert.not.ok(codec.test(text), JSON.stringify(text))
  })
  test(`${name}: describes what it expects, and prints nothing for unsupported types`, () => {
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

test('yesNo and onOff parse and print booleans, and print text unchanged', () => {
  assert.is(yesNo.print(true), 'yes')
  assert.is(yesNo.print(false), 'no')
  assert.is(yesNo.print('maybe'), 'maybe')
  assert.is(yesNo.print(1), undefined)
  assert.equal([yesNo.parse('yes'), yesNo.parse('no'), onOff.parse('on')], [true, false, true])
})

test('hexadecimal prints numbers with padding, and text unchanged', () => {
  assert.is(hexadecimal(0xffff, 4).print(10), '0x000a')
  assert.is(hexadecimal(0xffff, 4, { pad: 1 }).print(10), '0xa')
  assert.is(hexadecimal(0xffff, 4).print('10'), '10')
})

test('matching requires the whole text to match, with any flags', () => {
  const codec = matching(/a|b/i, 'a or b')
  assert.equal(['a', 'B', 'aB'].map(codec.test), [true, true, false])
})

test.run()
