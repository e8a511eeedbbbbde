import { collapseWhitespace } from '../schema/core/codec.ts'
import type { Field } from '../schema/core/element.ts'
import type { Domain } from '../schema/domain/domain.ts'
import { isStructural } from '../tree/fingerprint.ts'
import { isLeftOut, isNode, type Node, slotOf, uncheckedText, type Value } from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import type { ElementAt, ElementPath, FieldPath } from './paths.ts'
import { locationOf, type Position } from './position.ts'
import type { Fix, RelatedFinding, RuleFinding } from './rule-finding.ts'

/**
 * An element of a domain, for rules. The TypeScript compiler checks the paths: `disk.text('target/bus')` compiles, and
 * `disk.text('target/buss')` does not. For a missing or invalid value, the methods return `undefined`. The schema check reports
 * invalid values, so a rule handles only valid values.
 */
export interface Cursor<out T> extends Position {
  readonly parent: Cursor<unknown> | undefined

  /** Whether vmc filled in the element, such as the MAC address of a NIC. */
  readonly isMade: boolean

  /**
   * All elements at a path.
   *
   * @example
   * domain.each('devices/disk').length   // 2
   */
  each<P extends string>(path: P & ElementPath<T, P>): readonly Cursor<ElementAt<T, P>>[]

  /**
   * The first element at a path, if there is one.
   *
   * @example
   * domain.first('os/type')?.text('machine')   // 'q35'
   */
  first<P extends string>(path: P & ElementPath<T, P>): Cursor<ElementAt<T, P>> | undefined

  /**
   * The value of an attribute, a text or a text element, as written in XML.
   *
   * @example
   * domain.each('devices/disk').map(disk => disk.text('target/dev'))   // ['vda', 'vdb']
   */
  text<P extends string>(path: P & FieldPath<T, P>): string | undefined

  /**
   * The value as a number. Both `10` and `0x0a` are the number 10.
   *
   * @example
   * domain.number('vcpu/value')   // 2
   */
  number<P extends string>(path: P & FieldPath<T, P>): number | undefined

  /**
   * The value as a number of bytes, converted from the unit in the attribute `unit` of the same element.
   *
   * @example
   * domain.bytes('memory/value')   // 2147483648n
   */
  bytes<P extends string>(path: P & FieldPath<T, P>): bigint | undefined

  /**
   * Whether the field is given. A flag that is `false` is not, but an attribute with the value `no` or `off` is.
   *
   * @example
   * domain.has('features/acpi')   // true
   */
  has<P extends string>(path: P & FieldPath<T, P>): boolean

  /**
   * Makes a finding about a field of this element, or with `'.'` about the element itself. If the field is not set, the
   * location is the location of its element.
   *
   * @example
   * yield model.report('type', `unknown NIC model "${type}"`, 'did you mean "virtio"?')
   */
  report<P extends string>(
    where: P & ('.' | FieldPath<T, P>),
    message: string,
    help?: string,
    more?: { readonly related?: readonly RelatedFinding[]; readonly fix?: Fix | undefined },
  ): RuleFinding

  /**
   * Another location that belongs to a finding.
   *
   * @example
   * target.report('dev', 'two disks are vda', help, { related: [first.related('dev', 'first used here')] })
   */
  related<P extends string>(where: P & ('.' | FieldPath<T, P>), message: string): RelatedFinding

  /**
   * A fix that adds something to this element. `ts` is the call for programs, and `xml` is the same change for documents.
   *
   * @example
   * domain.addition('.acpi()', '<features><acpi/></features>')
   */
  addition(ts: string, xml: string): Fix
}

/** A cursor at a domain. */
export type DomainCursor = Cursor<Domain>

/** The values that rules have read from a domain, apart from its fingerprint. */
export interface Reads {
  /** The paths of the values that were read and are not part of the fingerprint. */
  readonly paths: Set<string>
  /** Whether a rule has read a whole node. It may then have read any value in the node. */
  isAll: boolean
}

/** Makes a cursor for a root node, by default a domain. `reads` records the values that rules read through the cursor. */
export const cursorOf = <T = Domain>(root: Node, reads?: Reads): Cursor<T> & ElementCursor =>
  new ElementCursor(root, undefined, 0, undefined, reads)

/** A cursor for any element, for code that does not know the type of the element. */
export type AnyCursor = Cursor<never>

const NONE: readonly never[] = []

/** Whether `false` leaves a field out, instead of setting it to `no` or `off`. */
const meansAbsent = (field: Field | undefined): boolean =>
  field === undefined || field.kind === 'flag' || field.acceptsFalse === true

const steps = new Map<string, readonly string[]>()

function stepsOf(path: string): readonly string[] {
  const known = steps.get(path)
  if (known) return known
  const split = path.split('/')
  steps.set(path, split)
  return split
}

/** The cached result for a path, in a linked list with the results for earlier paths. */
interface Memo<T> {
  readonly path: string
  readonly found: T
  readonly next: Memo<T> | undefined
}

/** The class of all cursors. Its further members read the structure of elements without recording a read value. */
export class ElementCursor implements Cursor<never> {
  readonly key: string | undefined
  readonly parent: ElementCursor | undefined
  readonly #node: Node
  // The number of the element in its field, from 1. 0 if the field has a single value.
  readonly #index: number
  readonly #reads: Reads | undefined
  // Caches for paths, because rules read the same paths many times. For a few paths, linked lists are faster than maps.
  #children: Memo<readonly ElementCursor[]> | undefined
  #texts: Memo<string | undefined> | undefined

  constructor(node: Node, key?: string, index = 0, parent?: ElementCursor, reads?: Reads) {
    this.key = key
    this.parent = parent
    this.#node = node
    this.#index = index
    this.#reads = reads
    this.#children = undefined
    this.#texts = undefined
  }

  get node(): Node {
    if (this.#reads) this.#reads.isAll = true
    return this.#node
  }

  /** The node, for code that reads only its structure. */
  get structure(): Node {
    return this.#node
  }

  get isMade(): boolean {
    return this.#node.made === true
  }

  get name(): string {
    const { key } = this
    return key === undefined ? this.#node.element.name : (this.#field?.name ?? key)
  }

  get index(): number | undefined {
    return this.#index > 0 ? this.#index : this.#field?.many ? 1 : undefined
  }

  /** The field of the parent that contains the element. */
  get #field(): Field | undefined {
    const { parent, key } = this
    return parent === undefined ? undefined : parent.#node.element.fields[key!]
  }

  each(path: string): readonly ElementCursor[] {
    const keys = stepsOf(path)
    if (keys.length === 1) return this.#childrenAt(path)
    let found = this.#childrenAt(keys[0]!)
    for (let depth = 1; depth < keys.length && found.length > 0; depth++)
      found = found.length === 1 ? found[0]!.#childrenAt(keys[depth]!) : below(found, keys[depth]!)
    return found
  }

  first(path: string): ElementCursor | undefined {
    const keys = stepsOf(path)
    return this.#ownerAt(keys)?.each(keys[keys.length - 1]!)[0]
  }

  text(path: string): string | undefined {
    for (let memo = this.#texts; memo !== undefined; memo = memo.next)
      if (memo.path === path) return memo.found
    const keys = stepsOf(path)
    const owner = this.#ownerAt(keys)
    const found = owner === undefined ? undefined : owner.#spell(keys[keys.length - 1]!)
    // While reads are recorded, the result is not cached, because a cached result would not record the read.
    if (!this.#reads) this.#texts = { path, found, next: this.#texts }
    return found
  }

  number(path: string): number | undefined {
    const text = this.text(path)
    if (text === undefined) return undefined
    const value = Number(text)
    return Number.isNaN(value) || (value === 0 && text.trim() === '') ? undefined : value
  }

  bytes(path: string): bigint | undefined {
    const keys = stepsOf(path)
    const owner = this.#ownerAt(keys)
    const number = owner?.text(keys[keys.length - 1]!)
    if (number === undefined || !/^\s*\d+\s*$/.test(number)) return undefined
    const unit = owner!.text('unit') ?? owner!.#node.element.fields.unit?.default ?? 'b'
    return BigInt(number.trim()) * bytesPer(unit.toLowerCase())
  }

  has(path: string): boolean {
    const keys = stepsOf(path)
    const key = keys[keys.length - 1]!
    const { element, fields } = this.#ownerAt(keys)?.structure ?? {}
    const value = fields?.[key]?.value
    if (value === undefined || isLeftOut(value)) return false
    if (!Array.isArray(value)) return value !== false || !meansAbsent(element?.fields[key])
    return value.some(one => one !== false && !isLeftOut(one))
  }

  report(
    where: string,
    message: string,
    help?: string,
    more?: { readonly related?: readonly RelatedFinding[]; readonly fix?: Fix | undefined },
  ): RuleFinding {
    const { at, key } = this.#locate(where)
    return { message, ...locationOf(at, key), at, help, ...more }
  }

  related(where: string, message: string): RelatedFinding {
    const { at, key } = this.#locate(where)
    return { message, origin: originOf(at, key), at }
  }

  addition(ts: string, xml: string): Fix {
    return { kind: 'addition', ts, xml, origin: this.#node.origin }
  }

  /**
   * The notes that `.allow()` and `.host()` add to the element. If it has no notes, no read is recorded, because the fingerprint
   * already shows whether an element has notes.
   */
  get notes(): Node['notes'] {
    return this.#node.notes && this.node.notes
  }

  /** Computes a result, and returns it with the values that were read. `record` is `undefined` if reads are not recorded. */
  recordReads<T>(compute: () => T): { readonly result: T; readonly record: Reads | undefined } {
    const reads = this.#reads
    if (!reads) return { result: compute(), record: undefined }
    const before: Reads = { paths: new Set(reads.paths), isAll: reads.isAll }
    reads.paths.clear()
    reads.isAll = false
    const result = compute()
    const record: Reads = { paths: new Set(reads.paths), isAll: reads.isAll }
    this.repeatReads(before)
    return { result, record }
  }

  /** Records earlier reads again, because a cached result is used. */
  repeatReads({ paths, isAll }: Reads): void {
    if (!this.#reads) return
    for (const path of paths) this.#reads.paths.add(path)
    this.#reads.isAll ||= isAll
  }

  // If a part of the path is missing, the nearest existing element is the location.
  #locate(where: string): { readonly at: ElementCursor; readonly key: string | undefined } {
    if (where === '.') return { at: this, key: undefined }
    const keys = stepsOf(where)
    let at: ElementCursor = this
    for (let depth = 0; depth < keys.length - 1; depth++) {
      const next = at.each(keys[depth]!)[0]
      if (!next) return { at, key: undefined }
      at = next
    }
    return { at, key: keys.at(-1) }
  }

  // The element that has the last field of a path.
  #ownerAt(keys: readonly string[]): ElementCursor | undefined {
    let owner: ElementCursor | undefined = this
    for (let depth = 0; depth < keys.length - 1 && owner; depth++)
      owner = owner.#childrenAt(keys[depth]!)[0]
    return owner
  }

  #allChildren(): readonly ElementCursor[] {
    const found: ElementCursor[] = []
    for (const key in this.#node.fields)
      for (const child of this.#childrenAt(key)) found.push(child)
    return found
  }

  #childrenAt(key: string): readonly ElementCursor[] {
    // Inherited properties such as "constructor" have no value.
    const value = this.#node.fields[key]?.value
    if (typeof value !== 'object') return key === '*' ? this.#allChildren() : NONE
    for (let memo = this.#children; memo !== undefined; memo = memo.next)
      if (memo.path === key) return memo.found
    const found = this.#makeChildren(key, value)
    this.#children = { path: key, found, next: this.#children }
    return found
  }

  #makeChildren(key: string, value: Value): readonly ElementCursor[] {
    const reads = this.#reads
    if (isNode(value)) return [new ElementCursor(value, key, 0, this, reads)]
    if (!Array.isArray(value)) return NONE
    const found: ElementCursor[] = []
    for (let index = 0; index < value.length; index++) {
      const one: unknown = value[index]
      if (isNode(one)) found.push(new ElementCursor(one, key, index + 1, this, reads))
    }
    return found
  }

  #spell(key: string): string | undefined {
    const value = this.#node.fields[key]?.value
    if (value === undefined) return undefined
    if (this.#reads) this.#recordRead(key, this.#reads)
    const codec = this.#node.element.fields[key]?.codec
    const text = codec?.print(value)
    if (text === undefined || !codec!.test(text)) return undefined
    return codec!.collapsesWhitespace ? collapseWhitespace(text) : text
  }

  #recordRead(key: string, { paths }: Reads): void {
    const { value } = this.#node.fields[key]!
    const field = this.#node.element.fields[key]
    if (typeof value === 'object' || (field && isStructural(field, value, !this.parent))) return
    paths.add(keyPath(this) + key + (field?.many ? '[1]' : ''))
  }
}

/**
 * All elements at several paths, in the order of the paths.
 *
 * @example
 * eachOf(domain, ['devices/disk/boot', 'devices/interface/boot'])
 */
export function eachOf<T, P extends string>(
  element: Cursor<T>,
  paths: readonly (P & ElementPath<T, P>)[],
): readonly Cursor<ElementAt<T, P>>[] {
  const found: Cursor<ElementAt<T, P>>[] = []
  for (const path of paths) for (const one of element.each(path)) found.push(one)
  return found
}

/** The child elements with a key, of several elements. */
function below(elements: readonly ElementCursor[], key: string): readonly ElementCursor[] {
  const found: ElementCursor[] = []
  for (const element of elements) for (const child of element.each(key)) found.push(child)
  return found
}

// The path of an element in the form that mapOwnValues() uses.
function keyPath({ parent, key, index }: Position): string {
  if (!parent) return ''
  return `${keyPath(parent)}${key}${index === undefined ? '' : `[${index}]`}/`
}

/** The origin (the call or XML location) of a field. If the field is not set, the origin of its element. */
export function originOf({ node }: Position, key?: string): Origin {
  return (key === undefined ? undefined : slotOf(node, key)?.origin) ?? node.origin
}

/**
 * The name of a domain. Empty for a domain without a name.
 *
 * @example
 * nameOf(domain)   // 'fv0'
 */
export const nameOf = (domain: DomainCursor): string =>
  domain.text('name') ?? uncheckedText(domain.node, 'name') ?? ''

/**
 * The host that `.host()` sets for a domain, with the origin of the call. `undefined` for a domain without a host.
 *
 * @example
 * hostOf(domain)?.name   // 'hv1'
 */
export function hostOf(
  domain: DomainCursor,
): { readonly name: string; readonly origin: Origin } | undefined {
  const notes = domain instanceof ElementCursor ? domain.notes : domain.node.notes
  const note = notes?.findLast(({ kind }) => kind === 'host')
  return typeof note?.value === 'string' ? { name: note.value, origin: note.origin } : undefined
}

const EXPONENTS = 'bkmgtpe'
const factors = new Map<string, bigint>()

// The factors are cached, because powers of big integers are slow.
function bytesPer(unit: string): bigint {
  const known = factors.get(unit)
  if (known !== undefined) return known
  const power = unit === 'bytes' || unit === 'byte' ? 0 : EXPONENTS.indexOf(unit[0]!)
  const factor = (/^.b$/.test(unit) ? 1000n : 1024n) ** BigInt(power)
  factors.set(unit, factor)
  return factor
}
