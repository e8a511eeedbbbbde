import { lookup } from '../../schema/core/lookup.ts'
import { childAt, type Node, scalarAt } from '../node.ts'
import { contentOf } from './content.ts'
import { canonicalLeaf } from './same.ts'

/**
 * A function that returns a key that identifies an element among its siblings, or `undefined` if the element has no such key.
 */
export type KeyOf = (node: Node) => string | undefined

const at =
  (...path: readonly string[]): KeyOf =>
  node => {
    let owner: Node | undefined = node
    for (const key of path.slice(0, -1)) owner = owner && childAt(owner, key)
    return canonicalLeaf(owner, path[path.length - 1]!)
  }

/** Joins several keys into one. The result is `undefined` if the element does not have all of them. */
const together =
  (...keys: readonly KeyOf[]): KeyOf =>
  node => {
    const values = keys.map(key => key(node))
    return values.includes(undefined) ? undefined : values.join(' ')
  }

/** Identifies a controller of an ICH9 chip by its model, because all controllers of the chip have the same index. */
const companion: KeyOf = node => {
  const model = canonicalLeaf(node, 'model')
  return model?.startsWith('ich9-') ? model : ''
}

/**
 * For each kind of device, the keys by which a guest identifies a device, such as the target of a disk, the MAC address of a
 * NIC or the index of a controller.
 */
const NAMES: Readonly<Record<string, KeyOf>> = {
  disk: at('target', 'dev'),
  interface: at('mac', 'address'),
  controller: together(at('type'), at('index'), companion),
  filesystem: at('target', 'dir'),
  channel: together(at('target', 'type'), at('target', 'name')),
  audio: at('id'),
}

/** For lists outside of `<devices>`, the key that identifies an item of the list. */
const ITEM_NAMES: Readonly<Record<string, KeyOf>> = {
  vcpupin: at('vcpu'),
  iothreadpin: at('iothread'),
  iothread: at('id'),
  cell: at('id'),
  feature: at('name'),
  timer: at('name'),
  seclabel: at('model'),
  page: together(at('size'), node => canonicalLeaf(node, 'nodeset') ?? ''),
  throttlegroup: at('group_name'),
  memnode: at('cellid'),
  vcpu: at('id'),
  event: at('name'),
}

/**
 * The alias that a user has chosen for a device. Aliases that libvirt assigns are not used, because they change with the
 * order of the devices.
 */
export const ownAlias: KeyOf = node => {
  const alias = scalarAt(node, 'alias', 'name')
  return typeof alias === 'string' && alias.startsWith('ua-') ? alias : undefined
}

/**
 * Returns a function that identifies an item of a list by its name. `key` is the field that contains the list. `isDevice` is
 * true if the field is in `<devices>`.
 */
export const nameIn = (key: string, isDevice: boolean): KeyOf =>
  lookup(isDevice ? NAMES : ITEM_NAMES, key) ?? (() => undefined)

/** Whether the items of a list outside of `<devices>` have names. A list without names is compared as a whole. */
export const hasItemNames = (key: string): boolean => lookup(ITEM_NAMES, key) !== undefined

/** Returns the resource of the host to which a device is connected, such as an image, a network or a host device. */
export const connection: KeyOf = node => {
  const source = childAt(node, 'source')
  if (!source) return undefined
  const kept = contentOf(source).filter(
    text => !/^(startupPolicy|index|portid|seclabel)\b/.test(text),
  )
  return kept.length === 0 ? undefined : [scalarAt(node, 'type'), ...kept].join('\n')
}

/** The address of a device in the guest. */
export const guestAddress: KeyOf = node => {
  const address = childAt(node, 'address')
  return address && contentOf(address).join('\n')
}

/**
 * Returns the label with which messages show a device: its name, such as `vda` for a disk, or its number among the devices of
 * the same kind.
 */
export function labelOf(node: Node, key: string, isDevice: boolean, index: number): string {
  const name = ownAlias(node) ?? nameIn(key, isDevice)(node)
  return name?.trim() ?? String(index + 1)
}
