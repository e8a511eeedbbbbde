import { elementOf } from '../../schema/core/element.ts'
import {
  childAt,
  emptyNode,
  type InvalidValue,
  isLeftOut,
  type Node,
  type Scalar,
  type Slot,
  slotOf,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../node.ts'
import type { Origin } from '../origin.ts'
import type { Change, Place } from './change.ts'
import type { MergeInput, Versions } from './merge-input.ts'

/** The values of a field that can occur several times in an element. */
export type Values = readonly (Scalar | Node | InvalidValue)[]

/** The state of a merge: its input, the changes that were found so far, and a function that merges an element. */
export interface Merging {
  readonly input: MergeInput
  readonly changes: Change[]
  /** For each element of `base`, the element of `next` that represents the same thing. */
  readonly nextOf: ReadonlyMap<Node, Node>
  node(versions: Versions, place: Place): Node
}

/** Returns the values of a field, without those that the program leaves out on purpose. */
export const presentValues = (node: Node | undefined, key: string): Values =>
  node ? valuesOf(slotOf(node, key)).filter(value => !isLeftOut(value)) : []

/**
 * Returns the child element in a field. If a domain has no `<devices>`, returns an empty element, so that each device is added
 * or removed separately.
 */
export const childOrDevices = (node: Node, key: string): Node | undefined =>
  key === 'devices' && slotOf(node, key) === undefined
    ? emptyNode(elementOf(node.element.fields[key]!), node.origin)
    : childAt(node, key)

/** Returns the location of a field in the source. If the field has no value, returns the location of the element. */
export const originOf = (node: Node, key: string): Origin =>
  slotOf(node, key)?.origin ?? node.origin

/** Returns a copy of a tree node in which a field has the given value. If there is no value, the field is removed. */
export const withSlotOf = (node: Node, key: string, slot: Slot | undefined): Node =>
  slot === undefined ? withoutSlot(node, key) : withSlot(node, key, slot)
