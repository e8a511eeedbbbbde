import { compile, type OrderedField, prefixOf, unknownAttribute } from '../schema/core/compiled.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Fingerprint, Match } from '../tree/fingerprint.ts'
import {
  InvalidValue,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  Unchecked,
  valuesOf,
} from '../tree/node.ts'
import { escapeText, escapeValue } from './escape.ts'
import type { FilledTemplate } from './filled-template.ts'
import { formatRaw, prefixesOf } from './raw.ts'
import { Template } from './template.ts'

/**
 * Writes a domain of a fleet as XML. If an earlier domain has the same fingerprint, `match` contains this fingerprint. The
 * domains then share a template, because filling a template is faster than writing a tree.
 */
export function emitSimilar(root: Node, match: Match | undefined): string | FilledTemplate {
  if (!match) return emit(root)
  let template = templates.get(match.fingerprint)
  if (!template) {
    template = Template.of(root, emit)
    templates.set(match.fingerprint, template)
  }
  return template.fill(match.values) ?? emit(root)
}

const templates = new WeakMap<Fingerprint, Template>()

/**
 * Writes a tree as XML, with fields in the order of the schema, an indentation of two spaces, and a line break at the end.
 * The output equals that of xmlbuilder2, except that tabs and line breaks in values are escaped.
 */
export function emit(root: Node): string {
  const { name } = root.element
  const out: Output = { pieces: [], prefixes: new Set() }
  const prefix = prefixOf(name)
  if (prefix !== undefined) out.prefixes.add(prefix)
  const end = emitNode(root, name, '\n', out)
  // The namespace declarations are inserted last, because the used prefixes are known only after all elements are
  // written.
  out.pieces[end] = declarations(out.prefixes) + out.pieces[end]
  out.pieces[0] = `<${name}`
  out.pieces.push('\n')
  return out.pieces.join('')
}

/** Writes one value of a field as XML. The namespaces of hypervisors are not declared in this XML. */
export function emitValue(
  element: Element,
  key: string,
  value: Scalar | Node | InvalidValue,
): string {
  const { field, xmlName } = compile(element).order.get(key)!
  const out: Output = { pieces: [], prefixes: new Set() }
  if (isNode(value)) emitNode(value, xmlName, '\n', out)
  else out.pieces.push(pieceOf(field, xmlName, value, '\n') ?? '')
  return out.pieces.join('').trimStart()
}

/** The XML written so far, as a list of strings, and the namespace prefixes of hypervisors that it uses. */
interface Output {
  readonly pieces: string[]
  readonly prefixes: Set<string>
}

/**
 * Writes an element by appending strings to `out.pieces`. Returns the index of the string at which the content of the element
 * begins, after the attributes.
 */
function emitNode(node: Node, name: string, margin: string, out: Output): number {
  const { pieces, prefixes } = out
  const inner = `${margin}  `
  const raws = rawsOf(node)
  let end = 0
  let hasLines = false
  let hasText = false
  const takeRaws = (before: string): void => {
    for (const raw of raws?.get(before) ?? []) {
      if (end === 0) end = pieces.push('>') - 1
      if (raw.isText) {
        pieces.push(escapeText(raw.xml))
        continue
      }
      // If the element contains text, no line break is added around the raw XML, because it would become part of the text.
      if (hasText) pieces.push(raw.xml.trim())
      else pieces.push('\n', formatRaw(raw, inner.slice(1)))
      hasLines ||= !hasText
      for (const prefix of prefixesOf(raw)) prefixes.add(prefix)
    }
    raws?.delete(before)
  }
  pieces.push(`${margin}<${name}`)
  for (const { key, field, xmlName, prefix } of fieldsInOrder(node)) {
    const values = valuesOf(node.fields[key])
    if (prefix !== undefined) prefixes.add(prefix)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      if (raws) takeRaws(`${key}[${index + 1}]`)
      if (value instanceof Unchecked) addPrefixes(value, prefixes)
      const piece = isNode(value) ? '' : pieceOf(field, xmlName, value, inner)
      if (piece === undefined) continue
      if (field.kind !== 'attribute') {
        if (end === 0) end = pieces.push('>') - 1
        hasLines ||= field.kind !== 'text'
        hasText ||= field.kind === 'text'
      }
      if (isNode(value)) emitNode(value, xmlName, inner, out)
      else pieces.push(piece)
    }
  }
  // Raw XML belongs before a certain child element. If this child element no longer exists, the raw XML is written after all
  // other child elements.
  if (raws) for (const before of raws.keys()) takeRaws(before)
  if (end === 0) return pieces.push('/>') - 1
  pieces.push(hasLines ? `${margin}</${name}>` : `</${name}>`)
  return end
}

// Returns the XML of one value. Returns `undefined` for values that are not written: invalid values, and `false` in a field
// that `false` switches off.
function pieceOf(
  field: Field,
  name: string,
  value: Scalar | InvalidValue,
  margin: string,
): string | undefined {
  const isDropped = value instanceof InvalidValue && !(value instanceof Unchecked)
  if (isDropped || (value === false && (field.kind === 'flag' || field.acceptsFalse)))
    return undefined
  if (value instanceof Unchecked) return uncheckedPiece(field, name, value, margin)
  if (field.kind === 'flag') return `${margin}<${name}/>`
  return scalarPiece(field, name, field.codec!.print(value) ?? '', margin)
}

function addPrefixes({ attributes = {} }: Unchecked, prefixes: Set<string>): void {
  for (const name in attributes) {
    const prefix = prefixOf(name)
    if (prefix !== undefined) prefixes.add(prefix)
  }
}

function uncheckedPiece(
  field: Field,
  name: string,
  { value, attributes = {} }: Unchecked,
  margin: string,
): string | undefined {
  if (value === undefined) return undefined
  const more = Object.entries(attributes).map(([key, one]) => ` ${key}="${escapeValue(one)}"`)
  return scalarPiece(field, name, value, margin, more.join(''))
}

function scalarPiece(
  field: Field,
  name: string,
  printed: string,
  margin: string,
  attributes = '',
): string | undefined {
  if (field.kind === 'attribute') return ` ${name}="${escapeValue(printed)}"`
  if (field.kind === 'text') return printed === '' ? undefined : escapeText(printed)
  return printed === ''
    ? `${margin}<${name}${attributes}/>`
    : `${margin}<${name}${attributes}>${escapeText(printed)}</${name}>`
}

// Only the root element declares namespaces.
const declarations = (prefixes: ReadonlySet<string>): string =>
  [...prefixes]
    .sort()
    .map(prefix => ` xmlns:${prefix}="${lookup(namespaces, prefix)}"`)
    .join('')

// Returns the fields of a node in the order in which libvirt writes them. Only the fields that the node sets are sorted,
// because elements have many more fields.
function fieldsInOrder({ element, fields }: Node): readonly OrderedField[] {
  const { order } = compile(element)
  const found: OrderedField[] = []
  let isSorted = true
  for (const key in fields) {
    const ordered = order.get(key) ?? (key.startsWith('@') ? unknownAttribute(key) : undefined)
    if (!ordered) continue
    isSorted &&= found.length === 0 || found[found.length - 1]!.position < ordered.position
    found.push(ordered)
  }
  return isSorted ? found : found.sort((one, other) => one.position - other.position)
}

// Groups the raw XML of an element by the field value that follows it. Raw XML that consists only of white space is omitted.
function rawsOf(node: Node): Map<string, Raw[]> | undefined {
  if (!node.extra) return undefined
  const raws = new Map<string, Raw[]>()
  for (const raw of node.extra) {
    const before = raw.before ?? ''
    const known = raws.get(before)
    if (raw.xml.trim() === '') continue
    if (known) known.push(raw)
    else raws.set(before, [raw])
  }
  return raws
}
