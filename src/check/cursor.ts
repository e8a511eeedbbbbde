import { collapseWhitespace } from '../schema/core/codec.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Domain } from '../schema/domain/domain.ts'
import { isNode, type Node, slotOf, valuesOf } from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { isShared } from '../tree/shape.ts'
import type { ElementAt, ElementPath, FieldPath } from './paths.ts'
import { locationOf, type Position } from './position.ts'
import type { Fix, RelatedFinding, RuleFinding } from './rule-finding.ts'

/**
 * An element of a domain as a rule sees it. Paths are typed by the table: `disk.text('target/bus')` compiles,
 * `disk.text('target/buss')` does not. What is absent, or has a value that the schema check reports, is `undefined`, so a
 * rule only handles values that it knows.
 */
export interface Cursor<out T> extends Position {
  readonly parent: Cursor<unknown> | undefined

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
   * The value of an attribute, a text or an element that is only text, as it is spelled in XML.
   *
   * @example
   * domain.each('devices/disk').map(disk => disk.text('target/dev'))   // ['vda', 'vdb']
   */
  text<P extends string>(path: P & FieldPath<T, P>): string | undefined

  /**
   * The value as a number, whether it is spelled `10` or `0x0a`.
   *
   * @example
   * domain.number('vcpu/value')   // 2
   */
  number<P extends string>(path: P & FieldPath<T, P>): number | undefined

  /**
   * The value as a number of bytes; its unit is the attribute `unit` of the same element.
   *
   * @example
   * domain.bytes('memory/value')   // 2147483648n
   */
  bytes<P extends string>(path: P & FieldPath<T, P>): bigint | undefined

  /**
   * Whether the field is given. A flag that is `false` is not.
   *
   * @example
   * domain.has('features/acpi')   // true
   */
  has<P extends string>(path: P & FieldPath<T, P>): boolean

  /**
   * A finding about a field of this element, or about the element itself: `'.'`. A field that is left out is reported at its
   * element.
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
   * A fix that adds something to this element: a call for a program, and the same as XML.
   *
   * @example
   * domain.addition('.acpi()', '<features><acpi/></features>')
   */
  addition(ts: string, xml: string): Fix
}

/** A cursor at a domain. */
export type DomainCursor = Cursor<Domain>

/** What a rule has read beyond the fingerprint of a domain. */
export interface Reads {
  /** The paths of the domain's own values, by keys. */
  readonly paths: Set<string>
  /** Whether it has taken a whole element. */
  isAll: boolean
}

/** The cursor at a root, a domain by default; `reads` records what rules read through it. */
export const cursorOf = <T = Domain>(root: Node, reads?: Reads): Cursor<T> =>
  new ElementCursor(root, root.element.name, undefined, undefined, undefined, reads)

/** Any element: the schema check and the engine do not know its type. */
export type AnyCursor = Cursor<never>

const NONE: readonly never[] = []

const steps = new Map<string, readonly string[]>()

function stepsOf(path: string): readonly string[] {
  const known = steps.get(path)
  if (known) return known
  const split = path.split('/')
  steps.set(path, split)
  return split
}

// All cursors have one hidden class, whatever is known of them.
class ElementCursor implements Cursor<never> {
  readonly name: string
  readonly key: string | undefined
  readonly index: number | undefined
  readonly parent: ElementCursor | undefined
  readonly #node: Node
  readonly #reads: Reads | undefined
  // Rules read the same fields again and again: what was found is kept as a key and its value in turn. For the few
  // fields of an element, this list is faster than a map.
  #children: (string | readonly ElementCursor[])[] | undefined
  #texts: (string | undefined)[] | undefined

  constructor(
    node: Node,
    name: string,
    key?: string,
    index?: number,
    parent?: ElementCursor,
    reads?: Reads,
  ) {
    this.name = name
    this.key = key
    this.index = index
    this.parent = parent
    this.#node = node
    this.#reads = reads
  }

  get node(): Node {
    if (this.#reads) this.#reads.isAll = true
    return this.#node
  }

  each(path: string): readonly ElementCursor[] {
    const keys = stepsOf(path)
    let found = this.#childrenAt(keys[0]!)
    for (let depth = 1; depth < keys.length && found.length > 0; depth++) {
      const key = keys[depth]!
      found =
        found.length === 1 ? found[0]!.#childrenAt(key) : found.flatMap(one => one.#childrenAt(key))
    }
    return found
  }

  first(path: string): ElementCursor | undefined {
    let at: ElementCursor | undefined = this
    for (const key of stepsOf(path)) {
      at = at.#childrenAt(key)[0]
      if (!at) return undefined
    }
    return at
  }

  text(path: string): string | undefined {
    const { owner, key } = this.#fieldAt(path)
    return owner === undefined ? undefined : owner.#textOf(key)
  }

  number(path: string): number | undefined {
    const text = this.text(path)
    const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
    return Number.isNaN(value) ? undefined : value
  }

  bytes(path: string): bigint | undefined {
    const { owner, key } = this.#fieldAt(path)
    if (!owner) return undefined
    const number = owner.#textOf(key)
    if (number === undefined || !/^\s*\d+\s*$/.test(number)) return undefined
    const unit = owner.#textOf('unit') ?? owner.#node.element.fields.unit?.default ?? 'b'
    return BigInt(number.trim()) * bytesPer(unit.toLowerCase())
  }

  has(path: string): boolean {
    const { owner, key } = this.#fieldAt(path)
    return owner !== undefined && valuesOf(slotOf(owner.#node, key)).some(value => value !== false)
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

  /** The notes of the element: reading that there are none is part of the fingerprint. */
  get notes(): Node['notes'] {
    return this.#node.notes && this.node.notes
  }

  // A field that is left out, on the way or at its end, is reported at the nearest element.
  #locate(where: string): { readonly at: ElementCursor; readonly key: string | undefined } {
    if (where === '.') return { at: this, key: undefined }
    const keys = stepsOf(where)
    let at: ElementCursor = this
    for (let depth = 0; depth < keys.length - 1; depth++) {
      const next = at.#childrenAt(keys[depth]!)[0]
      if (!next) return { at, key: undefined }
      at = next
    }
    return { at, key: keys.at(-1) }
  }

  #fieldAt(path: string): { readonly owner: ElementCursor | undefined; readonly key: string } {
    const keys = stepsOf(path)
    let owner: ElementCursor | undefined = this
    const last = keys.length - 1
    for (let depth = 0; depth < last && owner; depth++) owner = owner.#childrenAt(keys[depth]!)[0]
    return { owner, key: keys[last]! }
  }

  #childrenAt(key: string): readonly ElementCursor[] {
    if (key === '*') return Object.keys(this.#node.fields).flatMap(one => this.#childrenAt(one))
    // Inherited properties such as "constructor" have no value either.
    if (this.#node.fields[key]?.value === undefined) return NONE
    this.#children ??= []
    const known = this.#children
    for (let at = 0; at < known.length; at += 2)
      if (known[at] === key) return known[at + 1] as readonly ElementCursor[]
    const found = this.#makeChildren(key)
    known.push(key, found)
    return found
  }

  #makeChildren(key: string): readonly ElementCursor[] {
    const { value } = this.#node.fields[key]!
    const field = lookup(this.#node.element.fields, key)
    const name = field?.name ?? key
    const reads = this.#reads
    if (isNode(value))
      return [new ElementCursor(value, name, key, field?.many ? 1 : undefined, this, reads)]
    if (!Array.isArray(value)) return NONE
    const found: ElementCursor[] = []
    for (let index = 0; index < value.length; index++) {
      const one: unknown = value[index]
      if (isNode(one)) found.push(new ElementCursor(one, name, key, index + 1, this, reads))
    }
    return found
  }

  #textOf(key: string): string | undefined {
    if (this.#node.fields[key]?.value === undefined) return undefined
    if (this.#reads) this.#recordRead(key, this.#reads)
    this.#texts ??= []
    const known = this.#texts
    for (let at = 0; at < known.length; at += 2) if (known[at] === key) return known[at + 1]
    const text = spell(this.#node, key)
    known.push(key, text)
    return text
  }

  #recordRead(key: string, { paths }: Reads): void {
    const { value } = this.#node.fields[key]!
    const field = lookup(this.#node.element.fields, key)
    if (typeof value === 'object' || (field && isShared(field, value, !this.parent))) return
    paths.add(keyPath(this) + key + (field?.many ? '[1]' : ''))
  }
}

// The paths that a fingerprint uses.
function keyPath({ parent, key, index }: Position): string {
  if (!parent) return ''
  return `${keyPath(parent)}${key}${index === undefined ? '' : `[${index}]`}/`
}

function spell({ element, fields }: Node, key: string): string | undefined {
  const codec = lookup(element.fields, key)?.codec
  const text = codec?.print(fields[key]!.value)
  if (text === undefined || !codec!.test(text)) return undefined
  return codec!.collapsesWhitespace ? collapseWhitespace(text) : text
}

/** Where a field was written, or the element if the field is left out. */
export function originOf({ node }: Position, key?: string): Origin {
  return (key === undefined ? undefined : slotOf(node, key)?.origin) ?? node.origin
}

/**
 * The name of a domain; empty where it has none.
 *
 * @example
 * nameOf(domain)   // 'fv0'
 */
export const nameOf = (domain: DomainCursor): string => domain.text('name') ?? ''

/**
 * The host that `.host()` names for a domain, and where; `undefined` without it.
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

// Powers of big integers are slow, and there are few units.
function bytesPer(unit: string): bigint {
  const known = factors.get(unit)
  if (known !== undefined) return known
  const power = unit === 'bytes' || unit === 'byte' ? 0 : EXPONENTS.indexOf(unit[0]!)
  const factor = (/^.b$/.test(unit) ? 1000n : 1024n) ** BigInt(power)
  factors.set(unit, factor)
  return factor
}
