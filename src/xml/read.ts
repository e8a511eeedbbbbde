import { type SaxesAttributeNS, SaxesParser } from 'saxes'
import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose, type Finding } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Codec } from '../schema/codec.ts'
import { type Element, elementOf, type Field } from '../schema/element.ts'
import { namespaces } from '../schema/namespaces.ts'
import {
  freezeNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  type Value,
} from '../tree/node.ts'
import type { Place } from '../tree/origin.ts'

/** What came of reading a document. */
export interface Reading {
  /** The tree; missing where the document is not well-formed or no such element at all. */
  readonly node?: Node
  readonly diagnostics: readonly Diagnostic[]
}

const DEEPEST = 100

/** Reads a document into the tree, with the place of every tag and attribute. What the table does not know is kept as raw. */
export function read(xml: string, root: Element, file = 'document.xml'): Reading {
  return new Reader(xml, root, file).read()
}

/** An element that is open while the parser goes on. */
interface Open {
  readonly name: string
  readonly start: number
  readonly origin: Place
  readonly attributes: Attribute[]
  /** The field of the parent it fills; without one it is unknown, and is kept raw. */
  readonly field?: Field
  readonly key?: string
  readonly element?: Element
  readonly slots: Map<string, { values: Value[]; origin: Place }>
  readonly raws: Raw[]
  /** Comments and unknown elements, waiting for the known element they stand in front of. */
  readonly waiting: { xml: string; origin: Place }[]
  text: string
  textAt?: Place
  children: number
}

interface Attribute {
  readonly name: string
  readonly value: string
  readonly origin: Place
}

class Reader {
  readonly #xml: string
  readonly #root: Element
  readonly #file: string
  readonly #found: Diagnostic[] = []
  readonly #stack: Open[] = []
  readonly #lineStarts: number[] = [0]
  #node: Node | undefined
  #fatal = false
  // Inside an unknown element: nothing is looked at until it closes.
  #rawDepth = 0
  #started: { start: number; attributes: Attribute[] } = { start: 0, attributes: [] }

  constructor(xml: string, root: Element, file: string) {
    this.#xml = xml.replace(/^\ufeff/, '')
    this.#root = root
    this.#file = file
    for (let at = this.#xml.indexOf('\n'); at >= 0; at = this.#xml.indexOf('\n', at + 1))
      this.#lineStarts.push(at + 1)
  }

  read(): Reading {
    const parser = new SaxesParser({ xmlns: true, position: true })
    parser.on('error', error =>
      this.#stop('VMC3001', error.message.replace(/^\d+:\d+: /, ''), this.#place(parser.position)),
    )
    parser.on('doctype', () =>
      this.#stop(
        'VMC3002',
        'a document type is not read',
        this.#place(this.#xml.indexOf('<!DOCTYPE')),
      ),
    )
    parser.on('opentagstart', tag => {
      this.#started = { start: parser.position - tag.name.length - 2, attributes: [] }
    })
    parser.on('attribute', attribute => this.#attribute(attribute, parser.position))
    parser.on('opentag', tag => this.#open(tag.name))
    parser.on('closetag', tag => this.#close(tag.name, parser.position))
    parser.on('text', text => this.#text(text, parser.position))
    parser.on('cdata', text => this.#text(text, parser.position))
    parser.on('comment', text => this.#comment(text, parser.position))
    // A parser that goes on after an error reports what follows from it.
    for (let at = 0; at < this.#xml.length && !this.#fatal; at += 65536)
      parser.write(this.#xml.slice(at, at + 65536))
    if (!this.#fatal) parser.close()
    return this.#fatal || !this.#node
      ? { diagnostics: this.#found }
      : { node: this.#node, diagnostics: this.#found }
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

  #open(name: string): void {
    if (this.#fatal) return
    if (this.#rawDepth > 0) {
      this.#rawDepth++
      return
    }
    const { start, attributes } = this.#started
    const origin = this.#place(start)
    const parent = this.#stack.at(-1)
    if (!parent && name !== this.#root.name) {
      this.#stop('VMC3003', `the outermost element is <${name}>, not <${this.#root.name}>`, origin)
      return
    }
    if (this.#stack.length >= DEEPEST) {
      this.#stop('VMC3002', `elements stand in each other more than ${DEEPEST} deep`, origin)
      return
    }
    if (parent) parent.children++
    const known = parent?.element && childField(parent.element, name)
    const element = parent
      ? known?.field.kind === 'child'
        ? elementOf(known.field)
        : undefined
      : this.#root
    if (parent && !known) {
      this.#unknownElement(parent, name, origin)
      this.#rawDepth = 1
    }
    if (known?.outdated)
      this.#outdated(
        known.field,
        known.key,
        name,
        `<${name}>`,
        `<${known.field.name ?? known.key}>`,
        origin,
      )
    this.#stack.push({
      name,
      start,
      origin,
      attributes,
      ...(known && { field: known.field, key: known.key }),
      ...(element && { element }),
      slots: new Map(),
      raws: [],
      waiting: [],
      text: '',
      children: 0,
    })
    const open = this.#stack.at(-1)!
    if (element) this.#readAttributes(open, element)
  }

  #readAttributes(open: Open, element: Element): void {
    for (const { name, value, origin } of open.attributes) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      const known = attributeField(element, name)
      if (!known) {
        this.#put(open, `@${name}`, value, origin)
        continue
      }
      if (known.outdated)
        this.#outdated(
          known.field,
          known.key,
          name,
          `"${name}"`,
          `"${known.field.name ?? known.key}"`,
          origin,
        )
      this.#put(open, known.key, scalarOf(known.field.codec!, value), origin)
    }
  }

  #close(_name: string, position: number): void {
    if (this.#fatal) return
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
    if (open.field?.kind === 'flag' && plain && open.text.trim() === '')
      this.#fill(parent!, open, true)
    else if (open.field?.kind === 'leaf' && plain)
      this.#fill(parent!, open, scalarOf(open.field.codec!, leafText(open)))
    else {
      if (open.field) this.#surplus(open)
      parent!.waiting.push({ xml: this.#rawText(open, position), origin: open.origin })
    }
  }

  #nodeOf(open: Open, element: Element): Node {
    this.#textOf(open, element)
    const fields: Record<string, Slot> = {}
    for (const [key, { values, origin }] of open.slots) {
      const field = Object.hasOwn(element.fields, key) ? element.fields[key] : undefined
      const value = (field?.many || values.length > 1 ? Object.freeze(values) : values[0]) as Value
      Object.defineProperty(fields, key, {
        value: Object.freeze({ value, origin }),
        enumerable: true,
      })
    }
    const extra = [...open.raws, ...open.waiting.map(raw => Object.freeze({ ...raw }))]
    return freezeNode({ element, fields, origin: open.origin, ...(extra.length > 0 && { extra }) })
  }

  #textOf(open: Open, element: Element): void {
    const key = Object.keys(element.fields).find(name => element.fields[name]!.kind === 'text')
    const text = open.text.trim()
    if (key !== undefined) {
      if (text !== '')
        this.#put(open, key, scalarOf(element.fields[key]!.codec!, leafText(open)), open.textAt!)
    } else if (text !== '') {
      this.#report('VMC1009', {
        message: `<${open.name}> holds the text "${text.slice(0, 40)}"`,
        path: this.#path(open),
        origin: open.textAt!,
      })
    }
  }

  // What stood in front of a known element keeps its place by that element.
  #fill(parent: Open, open: Open, value: Value): void {
    this.#put(parent, open.key!, value, open.origin)
    const nth = parent.slots.get(open.key!)!.values.length
    for (const raw of parent.waiting.splice(0))
      parent.raws.push(Object.freeze({ ...raw, before: `${open.key}[${nth}]` }))
  }

  #put(open: Open, key: string, value: Value, origin: Place): void {
    const slot = open.slots.get(key)
    if (slot) slot.values.push(value)
    else open.slots.set(key, { values: [value], origin })
  }

  #text(text: string, position: number): void {
    const open = this.#stack.at(-1)
    if (!open || this.#rawDepth > 0) return
    if (open.text.trim() === '' && text.trim() !== '') {
      const start = this.#xml.lastIndexOf('>', position - text.length) + 1
      open.textAt = this.#place(start + /^\s*/.exec(this.#xml.slice(start))![0].length)
    }
    open.text += text
  }

  #comment(text: string, position: number): void {
    const open = this.#stack.at(-1)
    if (!open || this.#rawDepth > 0) return
    open.waiting.push({ xml: `<!--${text}-->`, origin: this.#place(position - text.length - 7) })
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
          namespaces[prefix] !== uri &&
          xml.includes(`${prefix}:`) &&
          !xml.includes(`xmlns:${prefix}`),
      )
      .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    const head = 1 + open.name.length
    return xml.slice(0, head) + declarations.join('') + xml.slice(head)
  }

  #unknownElement(parent: Open, name: string, origin: Place): void {
    if (name.includes(':')) return
    const names = Object.entries(parent.element!.fields)
      .filter(([, field]) => field.kind !== 'attribute' && field.kind !== 'text')
      .map(([key, field]) => field.name ?? key)
    const near = nearest(name, names)
    this.#report('VMC1001', {
      message: `<${parent.name}> has no element "${name}"`,
      path: `${this.#path(parent)}/${name}`,
      origin,
      help:
        near === undefined
          ? `<${parent.name}> takes ${names.join(', ') || 'no elements'}`
          : `did you mean "${near}"?`,
    })
  }

  #surplus(open: Open): void {
    const [attribute] = open.attributes
    this.#report('VMC1001', {
      message: attribute
        ? `<${open.name}> has no attribute "${attribute.name}"`
        : `<${open.name}> holds ${open.field!.kind === 'flag' ? 'nothing' : 'nothing but text'}`,
      path: this.#path(open),
      origin: attribute?.origin ?? open.origin,
    })
  }

  #outdated(field: Field, key: string, name: string, was: string, is: string, origin: Place): void {
    const parent = this.#stack.at(-1)
    this.#report('VMC1008', {
      message: `${was} is an outdated spelling`,
      path: `${parent ? this.#path(parent) : this.#root.name}/${field.kind === 'attribute' ? '@' : ''}${name}`,
      origin,
      help: `today it is ${is}${field.name === undefined && key === name ? '' : ', and is written so'}`,
    })
  }

  #path(open: Open): string {
    const index = this.#stack.indexOf(open)
    const steps = index < 0 ? [...this.#stack, open] : this.#stack.slice(0, index + 1)
    return steps
      .map((step, depth) => {
        if (!step.field?.many) return step.name
        return `${step.name}[${(steps[depth - 1]?.slots.get(step.key!)?.values.length ?? 0) + 1}]`
      })
      .join('/')
  }

  #stop(code: Code, message: string, origin: Place): void {
    if (this.#fatal) return
    this.#fatal = true
    this.#report(code, { message, origin })
  }

  #report(code: Code, finding: Finding): void {
    this.#found.push(diagnose(code, finding))
  }

  #place(offset: number): Place {
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#lineStarts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return {
      file: this.#file,
      line: low + 1,
      column: Math.max(0, offset - this.#lineStarts[low]!) + 1,
    }
  }
}

const leafText = (open: Open): string => open.text.trim()

// A value that the codec would spell otherwise stays the text it was: 0x0a is not turned into 10.
function scalarOf(codec: Codec, text: string): Scalar {
  if (!codec.test(text)) return text
  const value = codec.parse(text) as Scalar
  return codec.print(value) === text ? value : text
}

interface Known {
  readonly key: string
  readonly field: Field
  readonly outdated: boolean
}

function attributeField(element: Element, name: string): Known | undefined {
  return known(element, name, field => field.kind === 'attribute')
}

function childField(element: Element, name: string): Known | undefined {
  return known(element, name, field => field.kind !== 'attribute' && field.kind !== 'text')
}

function known(
  element: Element,
  name: string,
  stands: (field: Field) => boolean,
): Known | undefined {
  for (const [key, field] of Object.entries(element.fields)) {
    if (!stands(field)) continue
    if ((field.name ?? key) === name) return { key, field, outdated: false }
    if (field.was === name) return { key, field, outdated: true }
  }
  return undefined
}
