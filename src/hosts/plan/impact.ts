import { lookup } from '../../schema/core/lookup.ts'
import type { Change } from '../../tree/merge/merge.ts'
import { isNode, type Node, scalarAt } from '../../tree/node.ts'

/** The effect of a change on a guest. */
export type Impact =
  /** The change takes effect at the next boot of the guest. */
  | { readonly kind: 'next-boot' }
  /** libvirt can make the change while the guest runs. */
  | { readonly kind: 'live' }
  /** The change can cause a loss of data or identity, or prevent the guest from booting. `reason` explains it. */
  | { readonly kind: 'dangerous'; readonly reason: string }
  /** The change renames the domain, because the program calls `.formerly()`. libvirt renames only a domain that is shut off. */
  | { readonly kind: 'rename' }

/** The paths of dangerous changes, and why each of them is dangerous. */
const DANGEROUS: readonly (readonly [string, string])[] = [
  ['uuid', 'the guest becomes another machine for licences and for libvirt'],
  ['name', 'libvirt keeps files of the domain under its name'],
  ['type', 'another hypervisor gives the guest other hardware'],
  ['os/type/value', 'another kind of guest cannot boot the same disks'],
  ['os/type/arch', 'the guest cannot run on another architecture'],
  ['os/type/machine', 'another machine type gives the guest other hardware'],
  ['os/firmware', 'with other firmware, the guest may not boot'],
  ['os/loader', 'with other firmware, the guest may not boot'],
  ['os/nvram', 'the guest loses its UEFI variables'],
  ['os/varstore', 'the guest loses its UEFI variables'],
  ['sysinfo', 'licences may depend on these values'],
  ['devices/tpm', 'the guest may lose the keys in its TPM'],
  ['devices/disk/target/dev', 'the guest may see the disk under another name'],
  ['devices/disk/target/bus', 'the guest may not find the disk, and not boot'],
]

/** The devices that a guest may need in order to run, and why removing each of them is dangerous. */
const REMOVED: Readonly<Record<string, string>> = {
  disk: 'the guest loses the disk',
  hostdev: 'the guest loses the device',
  filesystem: 'the guest loses the file system',
  controller: 'the guest loses the devices on the controller',
  tpm: 'the guest may lose the keys in its TPM',
}

/** The paths of changes that libvirt can make while a guest runs. */
const LIVE: readonly string[] = [
  ...['title', 'description', 'metadata', 'currentMemory', 'vcpu/current'],
  ...['on_poweroff', 'on_reboot', 'on_crash'],
  ...['cputune/vcpupin', 'cputune/emulatorpin', 'cputune/iothreadpin', 'iothreadids'],
  'devices/disk/iotune',
  ...['link', 'source', 'filterref', 'bandwidth', 'vlan', 'coalesce'].map(
    key => `devices/interface/${key}`,
  ),
  'devices/memballoon/stats',
]

/** The devices that libvirt can add to a running guest. */
const HOTPLUGGED = ['disk', 'interface', 'hostdev', 'redirdev', 'rng', 'shmem', 'memory']

/**
 * Determines the effect of a change on a guest. libvirt can make some changes while a guest runs. All other changes take effect
 * at the next boot. `isRenamed` says whether the program calls `.formerly()`.
 */
export function impactOf({ kind, keys, before, after, device }: Change, isRenamed = false): Impact {
  const path = keys.join('/')
  if (path === 'name' && isRenamed) return { kind: 'rename' }
  const [first, deviceKind = ''] = keys
  const isWholeDevice = first === 'devices' && keys.length === 2
  if (isWholeDevice && kind === 'removed') {
    const reason = lookup(REMOVED, deviceKind)
    const isEmptyDrive = isNode(before) && isRemovable(before)
    return reason === undefined || isEmptyDrive ? NEXT_BOOT : { kind: 'dangerous', reason }
  }
  if (isWholeDevice && isNode(after))
    return HOTPLUGGED.includes(deviceKind) && !isRemovable(after) ? { kind: 'live' } : NEXT_BOOT
  if (path.startsWith('devices/disk/source') || path === 'devices/disk/type') {
    return device?.before && isRemovable(device.before)
      ? { kind: 'live' }
      : { kind: 'dangerous', reason: 'the guest gets another disk' }
  }
  const danger = DANGEROUS.find(([start]) => isAtOrBelow(path, start))
  if (danger && !(kind === 'added' && path.startsWith('devices/tpm')))
    return { kind: 'dangerous', reason: danger[1] }
  return LIVE.some(start => isAtOrBelow(path, start)) ? { kind: 'live' } : NEXT_BOOT
}

const NEXT_BOOT: Impact = { kind: 'next-boot' }

const isAtOrBelow = (path: string, start: string): boolean =>
  path === start || path.startsWith(`${start}/`)

const isRemovable = (device: Node): boolean =>
  ['cdrom', 'floppy'].includes(String(scalarAt(device, 'device')))
