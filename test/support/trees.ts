import fc from 'fast-check'
import type { Codec } from '../../src/schema/core/codec.ts'
import { type Element, elementOf, type Field } from '../../src/schema/core/element.ts'
import type { Node, Value } from '../../src/tree/node.ts'
import { emit } from '../../src/xml/emit.ts'

/*
 * Random trees, generated from the table, so that tests cover new fields without any change. Their values are accepted by
 * their codecs. Variants are chosen at random, and required fields may be missing.
 */

const origin = { file: 'random', line: 1, column: 1 }

/** Random text of all characters that XML allows, with a bias towards characters that are hard to escape. */
export const nastyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '&',
        '<',
        '>',
        '"',
        "'",
        ']]>',
        '<!--',
        '-->',
        '&amp;',
        '&#10;',
        '%',
        '`',
        '\\',
      ),
      fc.constantFrom(' ', '\t', '\n', '\r', '\r\n', '\u00a0', '\u0085', '\u2028', '\ufeff'),
      fc.constantFrom('é', '€', '😀', '\u{10ffff}', '\ufffd', 'ab', 'x', '0'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map(parts =>
    parts.join('').replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''),
  )

const CANDIDATES = [
  ...['0', '1', '7', '-1', '2048', '65535', '0x0a', '010', 'yes', 'no', 'on', 'off'],
  ...[
    '/a',
    '/a b/&<>"\'.img',
    'vda',
    'hda',
    'br0',
    'abcdefghijkl',
    '0123456789abcdef',
    'naa.0123456789abcdef',
    '10.0.0.1',
    '52:54:00:12:34:56',
    'q35',
    'a b',
  ],
  ...['4dea22b3-1d52-d8f3-2516-782e98ab3fa0', '4dea22b31d52d8f32516782e98ab3fa0', 'ua-x', '%', ''],
]

/** A text that a codec accepts, or the value that it parses to. */
function spellingOf(codec: Codec): fc.Arbitrary<string | number | boolean> {
  // The description of a codec contains examples: "a value such as qemu, tap", 'an absolute path such as "/a"'.
  const named = codec.expects.split(/[\s,"]+/)
  const right = [...(codec.values ?? named), ...CANDIDATES].filter(text => codec.test(text))
  if (right.length === 0)
    throw new Error(`no candidate is ${codec.expects}: add one in test/support/trees.ts`)
  const texts = fc.oneof(
    fc.constantFrom(...right),
    nastyText
      .filter(text => codec.test(text))
      .map(text => (codec.collapsesWhitespace ? text.trim() : text)),
  )
  const safe = codec.test('<') ? texts : fc.constantFrom(...right)
  return safe.chain(text =>
    fc.constantFrom(text, codec.print(codec.parse(text)) === text ? codec.parse(text) : text),
  ) as fc.Arbitrary<string | number | boolean>
}

function fieldOf(field: Field, depth: number): fc.Arbitrary<Value> {
  const one: fc.Arbitrary<Value> =
    field.kind === 'flag'
      ? fc.boolean()
      : field.kind === 'child'
        ? treeOf(elementOf(field), depth - 1)
        : spellingOf(field.codec!)
  const maybe = field.acceptsFalse ? fc.oneof(one, fc.constant(false)) : one
  return field.many
    ? (fc.array(maybe, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Value>)
    : maybe
}

/** Random trees of an element, `depth` levels deep. fast-check shows a failing tree as XML. */
export function trees(element: Element, depth: number): fc.Arbitrary<{ readonly node: Node }> {
  return treeOf(element, depth).map(node => ({
    node,
    [fc.toStringMethod]: () => emit(node),
  }))
}

function treeOf(element: Element, depth: number): fc.Arbitrary<Node> {
  const fields = Object.entries(element.fields).filter(
    ([, field]) => depth > 0 || field.kind !== 'child',
  )
  return fc
    .subarray(fields, { maxLength: Math.min(8, fields.length) })
    .chain(chosen =>
      fc
        .record(Object.fromEntries(chosen.map(([key, field]) => [key, fieldOf(field, depth)])))
        .map(values => nodeOf(element, values)),
    )
}

function nodeOf(element: Element, values: Readonly<Record<string, Value>>): Node {
  const kinds = Object.keys(values).map(key => element.fields[key]!.kind)
  // An element has text or children, never both, and an empty text equals no text.
  const hasChildren = kinds.some(kind => kind !== 'attribute' && kind !== 'text')
  const isKept = (key: string, value: Value) =>
    element.fields[key]!.kind !== 'text' || (!hasChildren && String(value).trim() !== '')
  const set = Object.entries(values).filter(([key, value]) => isKept(key, value))
  const fields = Object.fromEntries(set.map(([key, value]) => [key, { value, origin }]))
  return { element, fields, origin }
}
