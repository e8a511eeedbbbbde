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

/** The values of a field that can occur several times. */
export type Values = readonly (Scalar | Node | InvalidValue)[]

/** The state of a merge: its input, the changes so far, and a function that merges an element. */
export interface Merging {
  readonly input: MergeInput
  readonly changes: Change[]
  /** The element of `next` for each element of `base`. */
  readonly nextOf: ReadonlyMap<Node, Node>
  node(versions: Versions, place: Place): Node
}

/** The values of a field. Values that a program leaves to libvirt are not included. */
export const presentValues = (node: Node | undefined, key: string): Values =>
  node ? valuesOf(slotOf(node, key)).filter(value => !isLeftOut(value)) : []

/**
 * The child element in a field. If the domain has no `<devices>`, the result is an empty element, so that each device counts as
 * added or removed separately.
 */
export const childOrDevices = (node: Node, key: string): Node | undefined =>
  key === 'devices' && slotOf(node, key) === undefined
    ? emptyNode(elementOf(node.element.fields[key]!), node.origin)
    : childAt(node, key)

/** The location of a field in the source. If the field has no value, the location of its element. */
export const originOf = (node: Node, key: string): Origin =>
  slotOf(node, key)?.origin ?? node.origin

/** A copy of a node with the slot of another node. If the other node does not have the slot, it is removed. */
export const withSlotOf = (node: Node, key: string, slot: Slot | undefined): Node =>
  slot === undefined ? withoutSlot(node, key) : withSlot(node, key, slot)
