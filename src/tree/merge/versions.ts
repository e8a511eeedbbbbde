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

/** The values of a field that may occur several times. */
export type Values = readonly (Scalar | Node | InvalidValue)[]

/** A merge that goes on: its input, the changes so far, and how it merges an element. */
export interface Merging {
  readonly input: MergeInput
  readonly changes: Change[]
  /** The next version of each element of the base. */
  readonly nextOf: ReadonlyMap<Node, Node>
  node(versions: Versions, place: Place): Node
}

/** The values of a field, without those that a program leaves out. */
export const presentValues = (node: Node | undefined, key: string): Values =>
  node ? valuesOf(slotOf(node, key)).filter(value => !isLeftOut(value)) : []

/** The child in a field. Without `<devices>`, a domain has no devices: each of them is added or removed on its own. */
export const childOrDevices = (node: Node, key: string): Node | undefined =>
  key === 'devices' && slotOf(node, key) === undefined
    ? emptyNode(elementOf(node.element.fields[key]!), node.origin)
    : childAt(node, key)

/** Where a field was written; the place of its element if it has no value. */
export const originOf = (node: Node, key: string): Origin =>
  slotOf(node, key)?.origin ?? node.origin

/** A copy of a node with the slot of another one, which can be missing. */
export const withSlotOf = (node: Node, key: string, slot: Slot | undefined): Node =>
  slot === undefined ? withoutSlot(node, key) : withSlot(node, key, slot)
