import { lookup } from '../../schema/core/lookup.ts'
import { childAt, type Node, scalarAt } from '../node.ts'
import { contentOf } from './content.ts'
import { canonicalLeaf } from './same.ts'

/** A function that names an element among its siblings; `undefined` if the element does not have what names it. */
export type KeyOf = (node: Node) => string | undefined

const at =
  (...path: readonly string[]): KeyOf =>
  node => {
    let owner: Node | undefined = node
    for (const key of path.slice(0, -1)) owner = owner && childAt(owner, key)
    return canonicalLeaf(owner, path[path.length - 1]!)
  }

/** All keys together, or `undefined` if one is missing. */
const together =
  (...keys: readonly KeyOf[]): KeyOf =>
  node => {
    const values = keys.map(key => key(node))
    return values.includes(undefined) ? undefined : values.join(' ')
  }

/** The four controllers of an ICH9 chip have one number. Their models tell them apart. */
const companion: KeyOf = node => {
  const model = canonicalLeaf(node, 'model')
  return model?.startsWith('ich9-') ? model : ''
}

/** What names a device for its guest: the target of a disk, the MAC address of a NIC, the number of a controller. */
const NAMES: Readonly<Record<string, KeyOf>> = {
  disk: at('target', 'dev'),
  interface: at('mac', 'address'),
  controller: together(at('type'), at('index'), companion),
  filesystem: at('target', 'dir'),
  channel: together(at('target', 'type'), at('target', 'name')),
  audio: at('id'),
}

/** Items of lists outside of `<devices>`, by the key of the list. */
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

/** The alias that a person chose for a device. libvirt's own aliases change with the order of the devices. */
export const ownAlias: KeyOf = node => {
  const alias = scalarAt(node, 'alias', 'name')
  return typeof alias === 'string' && alias.startsWith('ua-') ? alias : undefined
}

/** The name of an item in the list of this key; devices have their own. */
export const nameIn = (key: string, isDevice: boolean): KeyOf =>
  lookup(isDevice ? NAMES : ITEM_NAMES, key) ?? (() => undefined)

/** Whether the items of a list outside of `<devices>` can be distinguished. Other lists are compared as a whole. */
export const hasItemNames = (key: string): boolean => lookup(ITEM_NAMES, key) !== undefined

/** What a device is connected to on the host: an image, a network, a host device. */
export const connection: KeyOf = node => {
  const source = childAt(node, 'source')
  if (!source) return undefined
  const kept = contentOf(source).filter(
    text => !/^(startupPolicy|index|portid|seclabel)\b/.test(text),
  )
  return kept.length === 0 ? undefined : [scalarAt(node, 'type'), ...kept].join('\n')
}

/** The address of a device in its guest. */
export const guestAddress: KeyOf = node => {
  const address = childAt(node, 'address')
  return address && contentOf(address).join('\n')
}

/** How a person identifies a device: `vda` for a disk, else its number among its kind. */
export function labelOf(node: Node, key: string, isDevice: boolean, index: number): string {
  const name = ownAlias(node) ?? nameIn(key, isDevice)(node)
  return name?.trim() ?? String(index + 1)
}
