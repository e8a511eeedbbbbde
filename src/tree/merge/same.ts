import { canonicalUuid, collapseWhitespace, macAddress, uuid } from '../../schema/core/codec.ts'
import { cpuset } from '../../schema/core/cpuset.ts'
import type { Element } from '../../schema/core/element.ts'
import { lookup } from '../../schema/core/lookup.ts'
import { unit } from '../../schema/domain/size.ts'
import {
  InvalidValue,
  isLeftOut,
  isNode,
  type Node,
  type Scalar,
  slotOf,
  type Value,
} from '../node.ts'

/** The value of an attribute or text. `undefined` if the element does not have this attribute or text. */
export type Leaf = Scalar | InvalidValue | undefined

/**
 * Returns the key of the field that contains the number, if the element is a size with a number and a `unit`. Returns
 * `undefined` for other elements.
 */
export function sizeKeys({ fields }: Element): { readonly number: string } | undefined {
  if (lookup(fields, 'unit')?.codec !== unit) return undefined
  const number = NUMBERS.find(key => lookup(fields, key)?.codec !== undefined)
  return number === undefined ? undefined : { number }
}

const NUMBERS = ['value', 'size', 'memory']

/**
 * Returns the value of an attribute or text of a node. Returns `undefined` for a flag with the value `false`, and for a field
 * that the program leaves out on purpose.
 */
export function leafOf(node: Node | undefined, key: string): Leaf {
  const value: Value | undefined = node && slotOf(node, key)?.value
  if (value === undefined || isNode(value) || Array.isArray(value) || isLeftOut(value))
    return undefined
  const field = lookup(node!.element.fields, key)
  if (value === false && (field?.kind === 'flag' || field?.acceptsFalse)) return undefined
  return value as Scalar | InvalidValue
}

/**
 * Returns an attribute or text in a form that is equal for all spellings of a value. Sizes are in bytes, numbers are decimal,
 * CPU sets are lists, and MAC addresses and UUIDs are in lower case. Returns `undefined` if the node does not have the
 * attribute or text.
 */
export function canonicalLeaf(node: Node | undefined, key: string): string | undefined {
  const leaf = leafOf(node, key)
  if (leaf === undefined) return undefined
  const { element } = node!
  const text = textOf(element, key, leaf)
  if (sizeKeys(element)?.number !== key) return canonicalText(element, key, text)
  const number = /^\d+$/.test(text.trim()) ? BigInt(text.trim()) : undefined
  const given = leafOf(node, 'unit')
  const unitText = given === undefined ? element.fields.unit!.default! : String(given)
  const bytes = number === undefined ? undefined : bytesPer(unitText)
  return bytes === undefined ? `${text} ${unitText}` : String(number! * bytes)
}

/** Returns the text with which a value is written in XML. */
export function textOf(element: Element, key: string, leaf: Scalar | InvalidValue): string {
  const value = leaf instanceof InvalidValue ? leaf.value : leaf
  const codec = lookup(element.fields, key)?.codec
  return codec?.print(value) ?? String(value)
}

function canonicalText(element: Element, key: string, text: string): string {
  const codec = lookup(element.fields, key)?.codec
  if (codec === undefined) return text
  const trimmed = codec.collapsesWhitespace ? collapseWhitespace(text) : text
  if (codec === uuid && uuid.test(trimmed)) return canonicalUuid(trimmed)
  if (codec === macAddress) return trimmed.toLowerCase()
  if (codec === cpuset) return canonicalCpus(trimmed)
  // If a codec accepts only listed values, such as "on" and "off", the values are compared as text and not converted to decimal
  // numbers.
  if (codec.values === undefined && /^(0x[\da-f]+|\d+)$/i.test(trimmed) && codec.test('1'))
    return String(BigInt(trimmed))
  return trimmed
}

/** Writes a CPU set as a list of numbers: `0-2,^1` becomes `0,2`. */
function canonicalCpus(text: string): string {
  if (!cpuset.test(text)) return text
  const cpus = new Set<number>()
  for (const part of text.split(',')) {
    const [, excluded, first, last] = /^(\^?)(\d+)(?:-(\d+))?$/.exec(part)!
    const [from, to] = [Number(first), Number(last ?? first)]
    // A CPU set with a larger range is compared as text, to save memory. The maximum number of CPUs in libvirt is far lower.
    if (to - from > 100_000) return text
    for (let cpu = from; cpu <= to; cpu++) {
      if (excluded) cpus.delete(cpu)
      else cpus.add(cpu)
    }
  }
  return [...cpus].sort((a, b) => a - b).join(',')
}

function bytesPer(name: string): bigint | undefined {
  const word = name.toLowerCase()
  if (['b', 'byte', 'bytes'].includes(word)) return 1n
  const power = 'kmgtpe'.indexOf(word[0] ?? ' ')
  if (power < 0) return undefined
  return (/^.b$/.test(word) ? 1000n : 1024n) ** BigInt(power + 1)
}
