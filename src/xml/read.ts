import type { SaxesAttributeNS } from 'saxes'
import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose, type Finding } from '../diagnostics/diagnostic.ts'
import { type Codec, collapse } from '../schema/core/codec.ts'
import { compile } from '../schema/core/compiled.ts'
import { type Element, elementOf } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Node, Raw, Scalar, Slot, Value } from '../tree/node.ts'
import type { Place } from '../tree/origin.ts'
import { outdated, outOfOrder, strayText, surplus, unknownElement } from './findings.ts'
import { Lines } from './lines.ts'
import { type Attribute, type Open, pathOf, type Tag } from './open.ts'
import { saxes } from './saxes.ts'
import { tableName } from './table-name.ts'

/** What came of reading a document. */
export interface Reading {
  /** The tree; missing where the document is not well-formed or no such element at all. */
  readonly node?: Node
  readonly diagnostics: readonly Diagnostic[]
}

const DEEPEST = 100
const MOST = 1000

/** Reads a document into the tree, with the place of every tag and attribute. What the table does not know is kept as raw. */
export function read(xml: string, root: Element, file = 'document.xml'): Reading {
  return new Reader(xml, root, file).read()
}

class Reader {
  readonly #xml: string
  readonly #root: Element
  readonly #found: Diagnostic[] = []
  #errors = 0
  readonly #stack: Open[] = []
  readonly #lines: Lines
  #node: Node | undefined
  // What stands before and after the outermost element moves to its beginning and end.
  readonly #outside: Raw[] = []
  // Inside an unknown element: nothing is looked at until it closes.
  #rawDepth = 0
  #textFrom = 0
  #started: { start: number; attributes: Attribute[] } = { start: 0, attributes: [] }

  constructor(xml: string, root: Element, file: string) {
    this.#xml = xml.replace(/^\ufeff/, '')
    this.#root = root
    this.#lines = new Lines(this.#xml, file)
  }

  read(): Reading {
    const parser = new (saxes().SaxesParser)({ xmlns: true, position: true })
    parser.on('error', error => {
      const message = error.message.replace(/^\d+:\d+: |\.$/g, '')
      this.#stop('VMC3001', message, this.#twice(message) ?? this.#fault(parser.position))
    })
    parser.on('doctype', () =>
      this.#stop(
        'VMC3002',
        'a document type is not read',
        this.#place(this.#xml.lastIndexOf('<!DOCTYPE', parser.position)),
      ),
    )
    parser.on('opentagstart', tag => {
      this.#started = { start: parser.position - tag.name.length - 2, attributes: [] }
    })
    parser.on('attribute', attribute => this.#attribute(attribute, parser.position))
    parser.on('opentag', tag => {
      this.#open(tag)
      this.#textFrom = parser.position
    })
    parser.on('closetag', () => {
      this.#close(parser.position)
      this.#textFrom = parser.position
    })
    parser.on('text', text => this.#text(text))
    parser.on('cdata', text => this.#text(text))
    parser.on('comment', text => this.#aside('<!--', `${text}-->`, parser.position))
    parser.on('processinginstruction', ({ target, body }) =>
      this.#aside('<?', body === '' ? `${target}?>` : `${target} ${body}?>`, parser.position),
    )
    try {
      parser.write(this.#xml).close()
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      return { diagnostics: this.#found }
    }
    if (!this.#node) return { diagnostics: this.#found }
    const extra = [...(this.#node.extra ?? []), ...this.#outside]
    const node = extra.length > 0 ? { ...this.#node, extra } : this.#node
    return { node, diagnostics: this.#found }
  }

  #attribute(
    attribute: { readonly name: string; readonly value: string } | SaxesAttributeNS,
    position: number,
  ): void {
    const end = this.#xml.lastIndexOf(this.#xml[position - 1]!, position - 2)
    const start = this.#xml.lastIndexOf(attribute.name, end)
    this.#started.attributes.push({
      name: attribute.name,
      value: attribute.value,
      origin: this.#place(start),
    })
  }

  #open({ name, local, uri }: Tag): void {
    if (this.#stack.length + this.#rawDepth > DEEPEST) {
      this.#stop(
        'VMC3002',
        `elements stand in each other more than ${DEEPEST} deep`,
        this.#place(this.#started.start),
      )
    }
    if (this.#rawDepth > 0) {
      this.#rawDepth++
      return
    }
    const { start, attributes } = this.#started
    const origin = this.#place(start)
    const parent = this.#stack.at(-1)
    const called = tableName(local, uri)
    if (!parent && called !== this.#root.name) {
      const of = called === undefined ? ` of the namespace "${uri}"` : ''
      this.#stop(
        'VMC3003',
        `the outermost element is <${name}>${of}, not <${this.#root.name}>`,
        origin,
      )
    }
    if (parent) parent.children++
    const known =
      parent?.element && called !== undefined
        ? compile(parent.element).children.get(called)
        : undefined
    const element = parent
      ? known?.field.kind === 'child'
        ? elementOf(known.field)
        : undefined
      : this.#root
    if (parent && !known) {
      if (parent.element && !parent.element.open)
        this.#report(
          'VMC1001',
          unknownElement(parent, parent.element, { name, local, uri }, this.#above(), origin),
        )
      this.#rawDepth = 1
    }
    if (known?.isOutdated)
      this.#report('VMC1008', outdated(known.field, known.key, name, this.#above(), origin))
    this.#stack.push({
      name,
      start,
      origin,
      attributes,
      ...(known && { field: known.field, key: known.key }),
      ...(element && { element }),
      slots: new Map(),
      raws: [],
      waiting: parent ? [] : this.#outside.splice(0),
      text: '',
      children: 0,
      reached: 0,
    })
    const open = this.#stack.at(-1)!
    if (parent?.element?.ordered && known) this.#checkOrder(parent, parent.element, open)
    if (element) this.#readAttributes(open, element)
  }

  #checkOrder(parent: Open, element: Element, open: Open): void {
    const keys = element.ordered === true ? Object.keys(element.fields) : element.ordered!
    const at = keys.indexOf(open.key!)
    if (at < 0) return
    if (at >= parent.reached) parent.reached = at
    else {
      const later = keys[parent.reached]!
      this.#report(
        'VMC1011',
        outOfOrder(open, parent, element.fields[later]!.name ?? later, this.#path(open)),
      )
    }
  }

  #readAttributes(open: Open, element: Element): void {
    for (const { name, value, origin } of open.attributes) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      const known = compile(element).attributes.get(name)
      if (!known) {
        this.#put(open, `@${name}`, value, origin)
        continue
      }
      if (known.isOutdated)
        this.#report('VMC1008', outdated(known.field, known.key, name, this.#above(), origin))
      this.#put(open, known.key, scalarOf(known.field.codec!, value), origin)
    }
  }

  #close(position: number): void {
    if (this.#rawDepth > 1) {
      this.#rawDepth--
      return
    }
    const open = this.#stack.pop()!
    const parent = this.#stack.at(-1)
    this.#rawDepth = 0
    if (open.element) {
      const node = this.#nodeOf(open, open.element)
      if (parent) this.#fill(parent, open, node)
      else this.#node = node
      return
    }
    const plain = open.children === 0 && open.attributes.length === 0
    const value =
      open.field?.kind === 'flag' && plain && open.text.trim() === ''
        ? true
        : open.field?.kind === 'leaf' && plain
          ? textOf(open.field.codec!, open.text)
          : undefined
    if (value !== undefined) {
      // A comment inside a text or an empty element moves in front of it.
      parent!.waiting.push(...open.waiting)
      this.#fill(parent!, open, value)
    } else {
      if (open.field) this.#report('VMC1001', surplus(open, this.#path(open)))
      parent!.waiting.push({ xml: this.#rawText(open, position), origin: open.origin })
    }
  }

  #nodeOf(open: Open, element: Element): Node {
    this.#textOf(open, element)
    const fields: Record<string, Slot> = {}
    for (const [key, { values, origin }] of open.slots) {
      const field = lookup(element.fields, key)
      const value = (field?.many || values.length > 1 ? values : values[0]) as Value
      // No key is one that every object inherits: those of the table are not, and unknown ones begin with "@".
      fields[key] = { value, origin }
    }
    const extra = [...open.raws, ...open.waiting]
    return { element, fields, origin: open.origin, ...(extra.length > 0 && { extra }) }
  }

  #textOf(open: Open, element: Element): void {
    const key = Object.keys(element.fields).find(name => element.fields[name]!.kind === 'text')
    const text = open.text.trim()
    if (key !== undefined) {
      if (text !== '')
        this.#put(
          open,
          key,
          textOf(element.fields[key]!.codec!, open.children > 0 ? text : open.text),
          open.textAt!,
        )
    } else if (text !== '') {
      this.#report('VMC1009', strayText(open, text, this.#path(open)))
    }
  }

  // What stood in front of a known element keeps its place by that element.
  #fill(parent: Open, open: Open, value: Value): void {
    this.#put(parent, open.key!, value, open.origin)
    const nth = parent.slots.get(open.key!)!.values.length
    for (const raw of parent.waiting.splice(0))
      parent.raws.push({ ...raw, before: `${open.key}[${nth}]` })
  }

  #put(open: Open, key: string, value: Value, origin: Place): void {
    const slot = open.slots.get(key)
    // One too many is told where it stands.
    if (slot) slot.origin = origin
    if (slot) slot.values.push(value)
    else open.slots.set(key, { values: [value], origin })
  }

  #text(text: string): void {
    const open = this.#stack.at(-1)
    if (!open || this.#rawDepth > 0) return
    if (open.textAt === undefined && text.trim() !== '')
      open.textAt = this.#place(
        this.#textFrom + /^\s*/.exec(this.#xml.slice(this.#textFrom))![0].length,
      )
    open.text += text
  }

  // A comment, or an instruction to some other program.
  #aside(start: string, rest: string, position: number): void {
    this.#textFrom = position
    if (this.#rawDepth > 0) return
    const beside = this.#stack.at(-1)?.waiting ?? this.#outside
    const origin = this.#place(this.#xml.lastIndexOf(start, position))
    beside.push({ xml: start + rest, origin })
  }

  // The text of an unknown element, with the declarations that its prefixes had from the elements around it.
  #rawText(open: Open, position: number): string {
    const xml = this.#xml.slice(open.start, position)
    const outer = new Map<string, string>()
    for (const { attributes } of this.#stack) {
      for (const { name, value } of attributes)
        if (name.startsWith('xmlns:')) outer.set(name.slice(6), value)
    }
    const declarations = [...outer]
      .filter(
        ([prefix, uri]) =>
          lookup(namespaces, prefix) !== uri &&
          xml.includes(`${prefix}:`) &&
          !xml.includes(`xmlns:${prefix}`),
      )
      .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    const head = 1 + open.name.length
    return xml.slice(0, head) + declarations.join('') + xml.slice(head)
  }

  #path(open: Open): string {
    return pathOf(this.#stack, open)
  }

  // The path of the innermost element that is open.
  #above(): string {
    const parent = this.#stack.at(-1)
    return parent ? this.#path(parent) : this.#root.name
  }

  // That an attribute stands twice is noticed at the end of its tag.
  #twice(message: string): Place | undefined {
    const name = /^duplicate attribute: (.*)/.exec(message)?.[1]
    return this.#started.attributes.findLast(attribute => attribute.name === name)?.origin
  }

  // The parser has read the character it complains about, and of a bare ampersand all that could have been its name.
  #fault(position: number): Place {
    const ampersand = this.#xml.lastIndexOf('&', position - 1)
    const isName = ampersand >= 0 && !this.#xml.slice(ampersand, position - 1).includes(';')
    const at = position < this.#xml.length ? position - 1 : position
    return this.#place(isName ? ampersand : at)
  }

  // A parser that goes on after an error reports what follows from it, so it does not go on.
  #stop(code: Code, message: string, origin: Place): never {
    this.#report(code, { message, origin })
    throw new Stop()
  }

  #report(code: Code, finding: Finding): void {
    const found = diagnose(code, finding)
    this.#found.push(found)
    // Whoever wrote that much that is wrong wrote no domain, and memory has an end.
    if (found.severity === 'error' && ++this.#errors === MOST)
      this.#stop(
        'VMC3002',
        `up to here there are ${MOST} errors; the rest is not read`,
        finding.origin as Place,
      )
  }

  #place(offset: number): Place {
    return this.#lines.place(offset)
  }
}

/** Ends the reading of a document that cannot be read on. */
class Stop extends Error {}

// White space belongs to a text that may hold it, and else to the layout around it.
const textOf = (codec: Codec, text: string): Scalar =>
  scalarOf(codec, codec.collapses ? collapse(text) : text)

// A value that the codec would spell otherwise stays the text it was: 0x0a is not turned into 10.
function scalarOf(codec: Codec, text: string): Scalar {
  if (!codec.test(text)) return text
  const value = codec.parse(text) as Scalar
  return codec.print(value) === text ? value : text
}
