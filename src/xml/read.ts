import type { SaxesAttributeNS } from 'saxes'
import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose, type Finding } from '../diagnostics/diagnostic.ts'
import type { CompiledElement } from '../schema/core/compiled.ts'
import { type Element, elementOf } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { namespaces } from '../schema/core/namespaces.ts'
import { type InvalidValue, type Node, type Raw, type Scalar, Unchecked } from '../tree/node.ts'
import type { Location } from '../tree/origin.ts'
import { errorPosition } from './error-position.ts'
import {
  otherDocument,
  outdatedName,
  outOfOrder,
  templateHelp,
  unexpectedContent,
  unexpectedText,
  unknownElement,
} from './findings.ts'
import { Lines } from './lines.ts'
import { declarationHelp, unboundPrefix } from './namespace-help.ts'
import { type Attribute, Open, pathOf, type Tag } from './open.ts'
import { plainValue } from './plain-value.ts'
import { newParser } from './saxes.ts'
import { parseScalar, parseText } from './scalar.ts'
import { schemaName } from './schema-name.ts'
import { StopReading } from './stop-reading.ts'
import { syntaxProblem } from './syntax-error.ts'

/** The result of parsing a document. */
export interface Reading {
  /** The tree of the document. It is not set if the document is not well-formed or has the wrong root element. */
  readonly node?: Node
  readonly diagnostics: readonly Diagnostic[]
}

const MAX_DEPTH = 100
const MAX_ERRORS = 1000

/** Parses a document into a tree, with the location of every element and attribute. Unknown elements become raw XML. */
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
  // The comments and processing instructions outside of the root element. The tree cannot contain them, so the reader moves
  // them to the beginning and the end of the root element.
  readonly #outside: Raw[] = []
  // The depth inside an unknown element. The reader does not interpret the content of an unknown element.
  #rawDepth = 0
  #textFrom = 0
  #startTag: { start: number; attributes: Attribute[] } = { start: 0, attributes: [] }

  constructor(xml: string, root: Element, file: string) {
    this.#xml = xml.replace(/^\ufeff/, '')
    this.#root = root
    this.#lines = new Lines(this.#xml, file)
  }

  read(): Reading {
    const parser = newParser({ xmlns: true, position: true })
    parser.on('error', error => {
      const message = error.message.replace(/^\d+:\d+: |\.$/g, '')
      const prefix = unboundPrefix(message)
      const problem = syntaxProblem(message, this.#xml, parser.position)
      const start = problem.start ?? errorPosition(this.#xml, parser.position)
      const origin =
        prefix === undefined
          ? (this.#duplicateOrigin(message) ?? this.#lines.locate(start))
          : this.#prefixOrigin(prefix)
      const help =
        prefix === undefined
          ? (problem.help ?? templateHelp(this.#xml, parser.position))
          : declarationHelp(prefix)
      this.#stop('VMC3001', problem.message, origin, help)
    })
    parser.on('doctype', () =>
      this.#stop(
        'VMC3002',
        'vmc does not read document types',
        this.#lines.locate(this.#xml.lastIndexOf('<!DOCTYPE', parser.position)),
      ),
    )
    parser.on('opentagstart', tag => {
      this.#startTag = { start: parser.position - tag.name.length - 2, attributes: [] }
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
    parser.on('comment', text => this.#keepAside('<!--', `${text}-->`, parser.position))
    parser.on('processinginstruction', ({ target, body }) =>
      this.#keepAside('<?', body === '' ? `${target}?>` : `${target} ${body}?>`, parser.position),
    )
    try {
      parser.write(this.#xml).close()
    } catch (error) {
      if (!(error instanceof StopReading)) throw error
      return { diagnostics: this.#found }
    }
    if (!this.#node) return { diagnostics: this.#found }
    if (this.#outside.length === 0) return { node: this.#node, diagnostics: this.#found }
    const own = this.#node.extra ?? []
    // The text between child elements stays at the end of the list. The comments outside of the root element are inserted
    // before this text.
    const extra = [
      ...own.filter(({ isText }) => !isText),
      ...this.#outside,
      ...own.filter(({ isText }) => isText),
    ]
    return { node: { ...this.#node, extra }, diagnostics: this.#found }
  }

  #attribute(
    attribute: { readonly name: string; readonly value: string } | SaxesAttributeNS,
    position: number,
  ): void {
    const end = this.#xml.lastIndexOf(this.#xml[position - 1]!, position - 2)
    const start = this.#xml.lastIndexOf(attribute.name, end)
    this.#startTag.attributes.push({
      name: attribute.name,
      value: attribute.value,
      origin: this.#lines.locate(start),
    })
  }

  #open(tag: Tag): void {
    const { name, local, uri } = tag
    if (this.#stack.length + this.#rawDepth > MAX_DEPTH) {
      this.#stop(
        'VMC3002',
        `elements are nested more than ${MAX_DEPTH} levels deep`,
        this.#lines.locate(this.#startTag.start),
      )
    }
    if (this.#rawDepth > 0) {
      this.#rawDepth++
      return
    }
    const { start, attributes } = this.#startTag
    const origin = this.#lines.locate(start)
    const parent = this.#stack.at(-1)
    const schemaTag = schemaName(local, uri)
    if (!parent && schemaTag !== this.#root.name) {
      const { message, help } = otherDocument(tag, this.#root.name)
      this.#stop('VMC3003', message, origin, help)
    }
    if (parent) parent.children++
    const known = schemaTag === undefined ? undefined : parent?.compiled?.children.get(schemaTag)
    const element = !parent
      ? this.#root
      : known?.field.kind === 'child'
        ? elementOf(known.field)
        : undefined
    if (parent && !known) {
      if (parent.element && !parent.element.isOpen)
        this.#report(
          'VMC1001',
          unknownElement(this.#stack, tag, attributes, this.#parentPath(), origin),
        )
      this.#rawDepth = 1
    }
    if (known?.isOutdated)
      this.#report(
        'VMC1008',
        outdatedName(known.field, known.key, name, this.#parentPath(), origin),
      )
    const open = new Open(
      { name, start, origin, attributes },
      known,
      element,
      parent ? [] : this.#outside.splice(0),
    )
    this.#stack.push(open)
    if (parent?.element?.ordered && known) this.#checkOrder(parent, parent.element, open)
    if (open.compiled) this.#readAttributes(open, open.compiled)
  }

  #checkOrder(parent: Open, element: Element, open: Open): void {
    const keys = element.ordered === true ? Object.keys(element.fields) : element.ordered!
    const at = keys.indexOf(open.key!)
    if (at < 0) return
    if (at >= parent.lastPosition) parent.lastPosition = at
    else {
      const later = keys[parent.lastPosition]!
      this.#report(
        'VMC1011',
        outOfOrder(open, parent, element.fields[later]!.name ?? later, this.#path(open)),
      )
    }
  }

  #readAttributes(open: Open, compiled: CompiledElement): void {
    for (const { name, value, origin } of open.attributes) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      const known = compiled.attributes.get(name)
      if (!known) {
        this.#addNamespace(open, name, origin)
        open.add(`@${name}`, value, origin)
        continue
      }
      if (known.isOutdated)
        this.#report(
          'VMC1008',
          outdatedName(known.field, known.key, name, this.#parentPath(), origin),
        )
      open.add(known.key, parseScalar(known.field.codec!, value), origin)
    }
  }

  // If an attribute has a foreign prefix, its namespace declaration is stored with the attribute, even if a parent element
  // contains the declaration.
  #addNamespace(open: Open, name: string, origin: Location): void {
    const prefix = name.slice(0, Math.max(name.indexOf(':'), 0))
    if (prefix === '' || prefix === 'xml' || open.count(`@xmlns:${prefix}`) > 0) return
    const uri = this.#stack
      .flatMap(({ attributes }) => attributes.filter(one => one.name === `xmlns:${prefix}`))
      .at(-1)?.value
    if (uri !== undefined && uri !== lookup(namespaces, prefix))
      open.add(`@xmlns:${prefix}`, uri, origin)
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
      if (parent) this.#addChild(parent, open, node)
      else this.#node = node
      return
    }
    const value = plainValue(open)
    if (value instanceof Unchecked) this.#reportContent(open)
    if (value !== undefined) {
      // The tree cannot contain a comment inside a text or flag element, so the reader moves it in front of the element.
      for (const raw of open.pendingRaws) parent!.pendingRaws.push(raw)
      this.#addChild(parent!, open, value)
    } else {
      if (open.field) this.#reportContent(open)
      parent!.pendingRaws.push({ xml: this.#rawText(open, position), origin: open.origin })
    }
  }

  #reportContent(open: Open): void {
    for (const finding of unexpectedContent(open, this.#path(open)))
      this.#report('VMC1001', finding)
  }

  #nodeOf(open: Open, element: Element): Node {
    this.#readText(open)
    const { fields, origin, raws, pendingRaws } = open
    if (raws.length + pendingRaws.length === 0) return { element, fields, origin }
    return { element, fields, origin, extra: [...raws, ...pendingRaws] }
  }

  #readText(open: Open): void {
    const text = open.text.trim()
    if (text === '') return
    const known = open.compiled?.text
    if (known) {
      const whole = open.children > 0 ? text : open.text
      open.add(known.key, parseText(known.field.codec!, whole), open.textOrigin!)
    } else {
      this.#report('VMC1009', unexpectedText(open, text, this.#stack.at(-1), this.#path(open)))
      open.pendingRaws.push({ xml: text, isText: true, origin: open.textOrigin! })
    }
  }

  // Raw XML before a known child element stores a reference to this element, so that both stay together.
  #addChild(parent: Open, open: Open, value: Node | Scalar | InvalidValue): void {
    const key = open.key!
    parent.add(key, value, open.origin)
    if (parent.pendingRaws.length === 0) return
    const before = `${key}[${parent.count(key)}]`
    for (const raw of parent.pendingRaws.splice(0)) parent.raws.push({ ...raw, before })
  }

  #text(text: string): void {
    const open = this.#stack.at(-1)
    if (!open || this.#rawDepth > 0) return
    if (open.textOrigin === undefined && text.trim() !== '')
      open.textOrigin = this.#lines.locate(
        this.#textFrom + /^\s*/.exec(this.#xml.slice(this.#textFrom))![0].length,
      )
    open.text += text
  }

  // Stores a comment or processing instruction as raw XML. Inside an unknown element this is not needed, because the whole
  // element is stored as raw XML.
  #keepAside(start: string, rest: string, position: number): void {
    this.#textFrom = position
    if (this.#rawDepth > 0) return
    const siblings = this.#stack.at(-1)?.pendingRaws ?? this.#outside
    const origin = this.#lines.locate(this.#xml.lastIndexOf(start, position))
    siblings.push({ xml: start + rest, origin })
  }

  // Returns the text of an unknown element. Namespace declarations that the element inherits from its parents are added, so
  // that the text is complete without the parents.
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

  #parentPath(): string {
    const parent = this.#stack.at(-1)
    return parent ? this.#path(parent) : this.#root.name
  }

  // The parser reports a duplicate attribute at the end of the start tag, so this function finds the location of the
  // attribute itself.
  #duplicateOrigin(message: string): Location | undefined {
    const name = /^duplicate attribute: (.*)/.exec(message)?.[1]
    return this.#startTag.attributes.findLast(attribute => attribute.name === name)?.origin
  }

  // Returns the location of an undeclared prefix. The parser reports the prefix at the end of the start tag, but it can
  // belong to an attribute.
  #prefixOrigin(prefix: string): Location {
    const { start, attributes } = this.#startTag
    const attribute = attributes.find(({ name }) => name.startsWith(`${prefix}:`))
    const isInTag = this.#xml.startsWith(`<${prefix}:`, start)
    return attribute && !isInTag ? attribute.origin : this.#lines.locate(start)
  }

  // Stops parsing at the first fatal error, because later errors would only be consequences of this error.
  #stop(code: Code, message: string, origin: Location, help?: string): never {
    this.#report(code, { message, origin, help })
    throw new StopReading()
  }

  #report(code: Code, finding: Finding): void {
    const found = diagnose(code, finding)
    this.#found.push(found)
    // The number of errors is limited, so that a broken document cannot fill the memory with diagnostics.
    if (found.severity === 'error' && ++this.#errors === MAX_ERRORS)
      this.#stop(
        'VMC3002',
        `the document has ${MAX_ERRORS} errors up to here; vmc does not read the rest`,
        finding.origin as Location,
      )
  }
}
