import { devicesOf } from '../../../src/build/domains/identity.ts'
import { bridge, domain, file, vnc } from '../../../src/index.ts'
import { elementOf } from '../../../src/schema/core/element.ts'
import { domain as domainElement } from '../../../src/schema/domain/domain.ts'
import {
  childAt,
  childrenAt,
  emptyNode,
  isNode,
  type Node,
  type Slot,
  scalarAt,
  slotOf,
  valuesOf,
  withNote,
  withoutSlot,
  withSlot,
} from '../../../src/tree/node.ts'
import { nodeOf } from '../../support/builders.ts'

/** A change of a program, and the devices that it removes. */
export interface ProgramChange {
  readonly what: string
  /** The changed domain; `undefined` if the change does not apply to it. */
  readonly change: (domain: Node) => Node | undefined
  readonly removed?: Readonly<Record<string, number>>
}

const withList = (node: Node, kind: string, list: readonly Node[]): Node => {
  const { origin } = node
  const devices =
    childAt(node, 'devices') ?? emptyNode(elementOf(domainElement.fields.devices), origin)
  const next =
    list.length === 0
      ? withoutSlot(devices, kind)
      : withSlot(devices, kind, { value: list, origin })
  return withSlot(node, 'devices', { value: next, origin })
}

/** A change of the list of devices of one kind, in domains with at least `least` of them. */
const ofList =
  (kind: string, least: number, edit: (list: readonly Node[]) => readonly Node[]) =>
  (node: Node): Node | undefined => {
    const list = devicesOf(node, kind)
    return list.length < least ? undefined : withList(node, kind, edit(list))
  }

/** The devices of a kind in a domain that a builder makes. */
const made = (builder: Parameters<typeof nodeOf>[0], kind: string): readonly Node[] =>
  devicesOf(nodeOf(builder), kind)

const vm = domain('x').hvm()

const leaf =
  (keys: readonly string[], value: string | number) =>
  (node: Node): Node | undefined => {
    const [key, ...rest] = keys
    const { origin } = node
    if (rest.length === 0) return withSlot(node, key!, { value, origin } as Slot)
    const child = childAt(node, key!)
    const next = child && leaf(rest, value)(child)
    return next && withSlot(node, key!, { value: next, origin })
  }

const EACH: Readonly<Record<string, Parameters<typeof nodeOf>[0]>> = {
  disk: vm.disk(file('/added/disk.img')),
  interface: vm.nic(bridge('br9').model('virtio')),
  sound: vm.sound({ model: 'ich6' }),
  rng: vm.rng({ model: 'virtio', backend: { model: 'random', path: '/dev/urandom' } }),
  watchdog: vm.watchdog({ model: 'i6300esb', action: 'reset' }),
  input: vm.input({ type: 'tablet', bus: 'usb' }),
  channel: vm.channel({ type: 'unix', target: { type: 'virtio', name: 'org.added.0' } }),
  filesystem: vm.filesystem({
    type: 'mount',
    source: { dir: '/added' },
    target: { dir: 'added' },
  }),
  redirdev: vm.redirdev({
    bus: 'usb',
    type: 'tcp',
    source: { mode: 'connect', host: 'h', service: '4000' },
  }),
  serial: vm.serial({ type: 'pty' }),
  parallel: vm.parallel({ type: 'pty' }),
  graphics: vm.graphics(vnc()),
  panic: vm.panic({ model: 'isa' }),
  controller: vm.controller({ type: 'scsi', model: 'virtio-scsi' }),
  hub: vm.hub({ type: 'usb' }),
}

/** Each kind is added at the end, and removed again in the next round. */
const addAndRemove: readonly ProgramChange[] = Object.entries(EACH).flatMap(([kind, builder]) => {
  const added = made(builder, kind)
  return [
    { what: `add ${kind}`, change: ofList(kind, 0, list => [...list, ...added]) },
    {
      what: `remove ${kind}`,
      change: (node: Node) => {
        const list = devicesOf(node, kind)
        return list.at(-1) === added[0] ? withList(node, kind, list.slice(0, -1)) : undefined
      },
      removed: { [kind]: 1 },
    },
  ]
})

/** The changes, in the order in which they are made one after another. */
export const CHANGES: readonly ProgramChange[] = [
  {
    what: 'insert disk in front',
    change: ofList('disk', 1, list => [...made(vm.disk(file('/front/disk.img')), 'disk'), ...list]),
  },
  {
    what: 'insert NIC in front',
    change: ofList('interface', 1, list => [
      ...made(vm.nic(bridge('br8').model('virtio')), 'interface'),
      ...list,
    ]),
  },
  { what: 'reorder disks', change: ofList('disk', 2, list => [...list].reverse()) },
  { what: 'reorder NICs', change: ofList('interface', 2, list => [...list].reverse()) },
  { what: 'swap two disks', change: ofList('disk', 2, ([a, b, ...rest]) => [b!, a!, ...rest]) },
  {
    what: 'remove the first disk',
    change: ofList('disk', 2, list => list.slice(1)),
    removed: { disk: 1 },
  },
  {
    what: 'remove the first NIC',
    change: ofList('interface', 2, list => list.slice(1)),
    removed: { interface: 1 },
  },
  {
    what: 'rename',
    change: node => {
      const { origin } = node
      const name = scalarAt(node, 'name')
      const noted = withNote(node, { kind: 'formerly', value: name, origin })
      return withSlot(noted, 'name', { value: `${name}-renamed`, origin })
    },
  },
  ...addAndRemove,
  {
    what: 'memory',
    change: node =>
      childAt(node, 'cpu') && childrenAt(childAt(node, 'cpu')!, 'numa').length > 0
        ? undefined
        : leaf(['memory', 'value'], 300_000)(leaf(['memory', 'unit'], 'KiB')(node) ?? node),
  },
  {
    what: 'CPU mode',
    change: node => (childAt(node, 'cpu') ? leaf(['cpu', 'mode'], 'host-model')(node) : undefined),
  },
  {
    what: 'vCPUs',
    change: node =>
      slotOf(node, 'vcpu') && !childAt(node, 'cpu') ? leaf(['vcpu', 'value'], 3)(node) : undefined,
  },
  {
    what: 'boot order',
    change: node => {
      const os = childAt(node, 'os')
      const slot = os && slotOf(os, 'boot')
      const list = valuesOf(slot).filter(isNode)
      if (!os || !slot || list.length === 0) return undefined
      const network = list.some(one => scalarAt(one, 'dev') === 'network')
      const { origin } = slot
      const added = withSlot(list[0]!, 'dev', { value: 'network', origin })
      const value = network ? [...list].reverse() : [added, ...list]
      return withSlot(node, 'os', { value: withSlot(os, 'boot', { value, origin }), origin })
    },
  },
  {
    what: 'boot menu',
    change: node => {
      const os = childAt(node, 'os')
      if (!os) return undefined
      const menu = childAt(nodeOf(vm.bootmenu({ enable: true, timeout: 3000 })), 'os')!
      return withSlot(node, 'os', {
        value: withSlot(os, 'bootmenu', slotOf(menu, 'bootmenu')!),
        origin: node.origin,
      })
    },
  },
  {
    what: 'firmware: BIOS on the serial port',
    change: node => {
      const os = childAt(node, 'os')
      if (!os || childAt(os, 'loader')) return undefined
      const bios = childAt(
        nodeOf(vm.os({ type: { value: 'hvm' }, bios: { useserial: true } })),
        'os',
      )!
      return withSlot(node, 'os', {
        value: withSlot(os, 'bios', slotOf(bios, 'bios')!),
        origin: node.origin,
      })
    },
  },
]
