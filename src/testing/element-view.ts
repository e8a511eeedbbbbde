import type { ElementAt, ElementPath, IsElementPath, ValuePath } from '../check/paths.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node, slotOf, valuesOf } from '../tree/node.ts'
import { emit } from '../xml/emit.ts'
import { fits, type Match } from './match.ts'
import { textOf } from './text.ts'

/** The values at a path: a list of elements, or the texts of attributes or of elements that contain only text. */
type At<T, P extends string> =
  IsElementPath<T, P> extends true ? readonly ElementView<ElementAt<T, P>>[] : readonly string[]

/** An element of a built domain, for tests. As in rules, the TypeScript compiler checks the paths that a test passes. */
export interface ElementView<T> {
  /** The element as XML. */
  readonly xml: string

  /**
   * Returns the values at a path: elements, or the texts of attributes (`@dev`) and of elements that contain only text, as they
   * are written in the XML. The list is empty if there is nothing at the path.
   *
   * @example
   * web0.all('devices/disk/target/@dev')   // ['vda', 'vdb']
   */
  all<P extends string>(path: P & ValuePath<T, P>): At<T, P>

  /**
   * Whether one of the elements at a path has all given fields.
   *
   * @example
   * web0.has('devices/disk', { source: { file: like(/web0/) } })
   */
  has<P extends string>(path: P & ElementPath<T, P>, match?: Match<ElementAt<T, P>>): boolean

  /**
   * The number of elements at a path that have all given fields.
   *
   * @example
   * web0.count('devices/interface', { type: 'bridge' })   // 2
   */
  count<P extends string>(path: P & ElementPath<T, P>, match?: Match<ElementAt<T, P>>): number
}

/**
 * An `ElementView` of a node. `first` is a field with which every path begins, such as `devices`. Tests can leave it out of the
 * path.
 */
export class NodeView {
  readonly #node: Node
  readonly #first: string | undefined

  constructor(node: Node, first?: string) {
    this.#node = node
    this.#first = first
  }

  get xml(): string {
    return emit(this.#node).trimEnd()
  }

  all(path: string): readonly (NodeView | string)[] {
    return this.#at(path).map(one => (isNode(one) ? new NodeView(one) : one))
  }

  has(path: string, match: object = {}): boolean {
    return this.count(path, match) > 0
  }

  count(path: string, match: object = {}): number {
    const found = this.#at(path)
    if (/(^|\/)@[^/]*$/.test(path) || found.some(one => !isNode(one)))
      throw new TypeError(elementsOnly(path))
    return found.filter(one => isNode(one) && fits(one, match)).length
  }

  #at(path: string): readonly (Node | string)[] {
    const steps = path.split('/')
    const isShort =
      this.#first !== undefined && !lookup(this.#node.element.fields, steps[0]!.replace(/^@/, ''))
    let found: readonly (Node | string)[] = [this.#node]
    for (const step of isShort ? [this.#first, ...steps] : steps)
      found = found.flatMap(one => (isNode(one) ? valuesAt(one, step!, path) : []))
    return found
  }
}

function elementsOnly(path: string): string {
  const [device = '', ...keys] = path
    .replace(/^devices\//, '')
    .replaceAll('@', '')
    .split('/')
  const match = keys.reduceRight((inner, key) => `{ ${key}: ${inner} }`, '…')
  return `"${path}" leads to a value, not to elements: write has('${device}', ${match}), or read it with all('${path}')`
}

function valuesAt(node: Node, step: string, path: string): readonly (Node | string)[] {
  if (step === '*')
    return Object.keys(node.fields).flatMap(key => valuesOf(node.fields[key]).filter(isNode))
  const key = step.replace(/^@/, '')
  const field = lookup(node.element.fields, key)
  if (!field || (step !== key && field.kind !== 'attribute'))
    throw new TypeError(
      `"${path}": <${node.element.name}> has no ${step !== key ? 'attribute' : 'field'} "${key}"`,
    )
  return valuesOf(slotOf(node, key)).flatMap((value): readonly (Node | string)[] => {
    if (isNode(value)) return [value]
    const text = field.kind === 'flag' ? String(value) : textOf(field, value)
    return text === undefined ? [] : [text]
  })
}
