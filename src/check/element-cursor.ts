import { collapseWhitespace } from '../schema/core/codec.ts'
import type { Field } from '../schema/core/element.ts'
import type { Domain } from '../schema/domain/domain.ts'
import { isStructural } from '../tree/fingerprint.ts'
import { isLeftOut, isNode, type Node, type Value } from '../tree/node.ts'
import { bytesPer } from './byte-units.ts'
import type { Cursor } from './cursor.ts'
import { locationOf, originOf, type Position } from './position.ts'
import type { Fix, RelatedFinding, RuleFinding } from './rule-finding.ts'

/**
 * The own values of a domain that rules have read. Own values, such as names and numbers, differ between domains with the same
 * fingerprint.
 */
export interface Reads {
  /** The paths of the own values that rules have read. */
  readonly paths: Set<string>
  /** Whether a rule has read a whole node. vmc must then assume that it has read every value in the node. */
  isAll: boolean
}

/**
 * Makes a cursor for a root node, which is a domain by default. `reads` records the values that rules read through the cursor.
 */
export const cursorOf = <T = Domain>(root: Node, reads?: Reads): Cursor<T> & ElementCursor =>
  new ElementCursor(root, undefined, 0, undefined, reads)

const NONE: readonly never[] = []

/** Whether `false` in a program means that the field is left out. In other fields, `false` means `no` or `off`. */
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

/**
 * A linked list of cached results. Each item contains the result for one path, and a link to the result for an earlier path.
 */
interface Memo<T> {
  readonly path: string
  readonly found: T
  readonly next: Memo<T> | undefined
}

/**
 * The class of all cursors. The methods that are not in the interface `Cursor` read the structure of elements, and do not
 * record which values they read.
 */
export class ElementCursor implements Cursor<never> {
  readonly key: string | undefined
  readonly parent: ElementCursor | undefined
  readonly #node: Node
  // The number of the element in the list of its field, starting at 1. It is 0 if the field contains a single value and not a
  // list.
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
    let found = this.childrenAt(keys[0]!)
    for (let depth = 1; depth < keys.length && found.length > 0; depth++)
      found = found.length === 1 ? found[0]!.childrenAt(keys[depth]!) : below(found, keys[depth]!)
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
    // While the cursor records what a rule reads, results are not cached. A result from the cache would not be recorded as a
    // read.
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
   * The notes that `.allow()` and `.host()` add to the element. Reading them is recorded only if the element has notes, because
   * the fingerprint already shows whether it has notes.
   */
  get notes(): Node['notes'] {
    return this.#node.notes && this.node.notes
  }

  /**
   * Computes a result, and returns the result together with the values that the computation has read. `record` is `undefined`
   * if reads are not recorded.
   */
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

  /**
   * Records that the current rule has read these values. Called if a rule uses a cached result, because another rule has read
   * the values for this result.
   */
  repeatReads({ paths, isAll }: Reads): void {
    if (!this.#reads) return
    for (const path of paths) this.#reads.paths.add(path)
    this.#reads.isAll ||= isAll
  }

  // Returns the location for a path. If an element on the path does not exist, the location is that of the nearest existing
  // element.
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

  // Returns the element that contains the field at the end of a path.
  #ownerAt(keys: readonly string[]): ElementCursor | undefined {
    let owner: ElementCursor | undefined = this
    for (let depth = 0; depth < keys.length - 1 && owner; depth++)
      owner = owner.childrenAt(keys[depth]!)[0]
    return owner
  }

  #allChildren(): readonly ElementCursor[] {
    const found: ElementCursor[] = []
    for (const key in this.#node.fields) for (const child of this.childrenAt(key)) found.push(child)
    return found
  }

  /** The elements in a field. For the key `*`, the elements in all fields. */
  childrenAt(key: string): readonly ElementCursor[] {
    // An inherited property of `fields`, such as "constructor", has no `value`, so it is treated like a field that is not
    // set.
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
    if (this.#node.fields[key]?.value === undefined) return undefined
    if (this.#reads) this.#recordRead(key, this.#reads)
    return spelled(this.#node, key)
  }

  #recordRead(key: string, { paths }: Reads): void {
    const { value } = this.#node.fields[key]!
    const field = this.#node.element.fields[key]
    if (typeof value === 'object' || (field && isStructural(field, value, !this.parent))) return
    paths.add(keyPath(this) + key + (field?.many ? '[1]' : ''))
  }
}

/** The value of a field as it is written in XML. `undefined` if the field has no valid value. */
export function spelled({ element, fields }: Node, key: string): string | undefined {
  const value = fields[key]?.value
  const codec = value === undefined ? undefined : element.fields[key]?.codec
  const text = codec?.print(value)
  if (text === undefined || !codec!.test(text)) return undefined
  return codec!.collapsesWhitespace ? collapseWhitespace(text) : text
}

/** The child elements with a key, collected from several elements. */
function below(elements: readonly ElementCursor[], key: string): readonly ElementCursor[] {
  const found: ElementCursor[] = []
  for (const element of elements) for (const child of element.each(key)) found.push(child)
  return found
}

// Returns the path of an element, in the same form as the paths of mapOwnValues().
function keyPath({ parent, key, index }: Position): string {
  if (!parent) return ''
  return `${keyPath(parent)}${key}${index === undefined ? '' : `[${index}]`}/`
}
