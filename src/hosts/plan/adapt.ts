import { lookup } from '../../schema/core/lookup.ts'
import { contentOf } from '../../tree/merge/content.ts'
import { slotAt, withMissing, withoutAt } from '../../tree/merge/leaves.ts'
import type { MergedElement } from '../../tree/merge/merge-input.ts'
import { canonicalLeaf } from '../../tree/merge/same.ts'
import { childAt, isNode, type Node, scalarAt, slotOf, withSlot } from '../../tree/node.ts'
import { adaptDevices } from './adapt-devices.ts'

/**
 * Values that libvirt derives from other values. libvirt does not derive a value that the definition already contains. So vmc
 * removes derived values that are outdated.
 */
interface Derivation {
  /** The keys of the values from which libvirt derives other values. */
  readonly from: readonly string[]
  /** The keys of the derived values. */
  readonly derived: readonly string[]
  /** Whether the derived values are removed even if other users have set them. Default: false. */
  readonly isForced?: true
  /** Returns whether a change makes the derived values outdated. Default: every change does. */
  readonly when?: (element: MergedElement) => boolean
}

const address = (...from: readonly string[]): Derivation => ({
  from,
  derived: ['address'],
  isForced: true,
})

/**
 * Whether the current memory of the domain equals its whole memory. This is the case unless someone has reduced the current
 * memory.
 */
const hasAllMemory = ({ target }: MergedElement): boolean =>
  canonicalLeaf(childAt(target, 'currentMemory'), 'value') ===
  canonicalLeaf(childAt(target, 'memory'), 'value')

const isUsbNic = (nic: Node): boolean => scalarAt(nic, 'model', 'type') === 'usb-net'
const isUsbSound = (sound: Node): boolean => scalarAt(sound, 'model') === 'usb'

const port: Derivation = {
  from: ['target/type'],
  derived: ['target/model', 'address'],
  isForced: true,
}

/** For each element, the values that libvirt derives. The keys are the paths of the elements. */
const DERIVATIONS: Readonly<Record<string, readonly Derivation[]>> = {
  '': [
    {
      from: ['memory', 'cpu/numa', 'devices/memory'],
      derived: ['currentMemory'],
      when: hasAllMemory,
    },
    // libvirt computes <memory> as the sum of the memory of all NUMA cells.
    { from: ['cpu/numa'], derived: ['memory'] },
  ],
  os: [
    { from: ['firmware', 'firmwareFeatures'], derived: ['loader', 'nvram/template'] },
    {
      from: ['loader', 'firmware'],
      derived: ['nvram'],
      when: ({ node }) => !slotOf(node, 'loader') && !slotOf(node, 'firmware'),
    },
  ],
  cpu: [
    { from: ['mode', 'match', 'model'], derived: ['check', 'match', 'model/fallback'] },
    { from: ['mode'], derived: ['model', 'migratable'] },
  ],
  clock: [{ from: ['offset'], derived: ['adjustment', 'basis', 'timezone', 'start'] }],
  'devices/disk': [address('target/bus'), { from: ['device'], derived: ['readonly'] }],
  'devices/interface': [
    { ...address('model'), when: ({ node, target }) => isUsbNic(node) !== isUsbNic(target) },
  ],
  'devices/controller': [{ from: ['model'], derived: ['modelName', 'target'], isForced: true }],
  'devices/sound': [
    { ...address('model'), when: ({ node, target }) => isUsbSound(node) !== isUsbSound(target) },
  ],
  'devices/video': [
    {
      from: ['model/type'],
      derived: ['ram', 'vram', 'vram64', 'vgamem', 'heads', 'device'].map(key => `model/${key}`),
    },
  ],
  'devices/graphics': [
    {
      from: ['type', 'autoport'],
      derived: ['port', 'tlsPort', 'websocket'],
    },
    { from: ['listen'], derived: ['listens'] },
  ],
  'devices/tpm': [{ from: ['backend/type'], derived: ['backend/version'] }, address('model')],
  ...Object.fromEntries(
    ['serial', 'parallel', 'console', 'channel'].map(kind => [`devices/${kind}`, [port]]),
  ),
  'devices/input': [address('bus')],
  'devices/redirdev': [address('bus')],
  'devices/watchdog': [address('model')],
  'devices/panic': [address('model')],
  'devices/memory': [address('model')],
  'devices/iommu': [address('model')],
  'devices/smartcard': [address('mode')],
  'devices/hostdev': [address('mode', 'type')],
}

/**
 * Whether libvirt adds a device of this kind to a domain that has no such device. If the program adds its first device of this
 * kind, the device of the program replaces the device of libvirt.
 */
export const isImplicit = (kind: string): boolean => kind === 'video' || kind === 'audio'

/**
 * Returns the element without the values that libvirt derived from values that the program changes. libvirt then derives them
 * again. Values that the program sets are kept.
 */
export function adapt(element: MergedElement): Node {
  const { keys } = element
  if (keys.length === 1 && keys[0] === 'devices') return adaptDevices(element)
  const derivations = (lookup(DERIVATIONS, keys.join('/')) ?? []).filter(
    ({ from, when }) => isChanged(element, from) && (when?.(element) ?? true),
  )
  const kept = derivations.reduce(
    (node, { derived, isForced = false }) =>
      derived.reduce((one, path) => rederive(element, one, path.split('/'), isForced), node),
    element.node,
  )
  // libvirt may have dropped a value that was not valid for the old type of the device, but is valid for the new type.
  return isDevice(keys) && isChanged(element, SELECTORS) ? withMissing(kept, element.next) : kept
}

const isDevice = (keys: readonly string[]): boolean => keys.length === 2 && keys[0] === 'devices'

/** The fields that determine the kind of a device. If they change, other fields of the device may become valid. */
const SELECTORS = ['type', 'model', 'bus', 'target/bus', 'device', 'target/type', 'backend/type']

/** Whether a value at or below one of these paths has changed. */
const isChanged = ({ keys, changes }: MergedElement, paths: readonly string[]): boolean =>
  changes.some(change => {
    const path = `${change.keys.slice(keys.length).join('/')}/`
    return paths.some(one => path.startsWith(`${one}/`))
  })

/**
 * Returns the element with the program's value for a derived field. If the program sets no value, the value is removed, unless
 * other users have changed it since the program was applied.
 */
function rederive(
  { next, target, original }: MergedElement,
  node: Node,
  path: readonly string[],
  isForced: boolean,
): Node {
  if (!isForced && original !== undefined && textAt(target, path) !== textAt(original, path))
    return node
  const own = slotAt(next, path)
  if (own === undefined) return withoutAt(node, path)
  return path.length === 1 ? withSlot(node, path[0]!, own) : node
}

function textAt(node: Node, path: readonly string[]): string {
  const value = slotAt(node, path)?.value
  return isNode(value) ? contentOf(value).join('\n') : String(value)
}
