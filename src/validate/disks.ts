import { lookup } from '../schema/lookup.ts'
import type { Here } from './here.ts'
import { down, numeric, says, spelled } from './look.ts'

const BUSES: Readonly<Record<string, string>> = {
  fd: 'fdc',
  hd: 'ide',
  sd: 'scsi',
  vd: 'virtio',
  xvd: 'xen',
  ubd: 'uml',
}

/** The bus of a disk: the one it names, else the one that the name of its device stands for. */
export function busOf(disk: Here): string | undefined {
  const target = down(disk, 'target')
  const prefix = /^(?:ioemu:)?(fd|hd|sd|vd|xvd|ubd)/.exec(spelled(target, 'dev') ?? '')?.[1]
  return spelled(target, 'bus') ?? (prefix === undefined ? undefined : lookup(BUSES, prefix))
}

/** A place on a controller. */
export interface Drive {
  readonly controller: number
  readonly bus: number
  readonly target: number
  readonly unit: number
}

/** The place of a drive: the one it names, else the one that libvirt takes for the name of its device. */
export function driveOf(device: Here, bus: string | undefined): Drive | undefined {
  const layout = bus === undefined ? undefined : lookup(LAYOUTS, bus)
  const address = down(device, 'address')
  if (!layout || (address && spelled(address, 'type') !== 'drive')) return undefined
  if (address) {
    const [controller = 0, own = 0, target = 0, unit = 0] = [
      'controller',
      'bus',
      'target',
      'unit',
    ].map(key => numeric(address, key))
    return { controller, bus: own, target, unit }
  }
  const index = indexOf(spelled(down(device, 'target'), 'dev') ?? '')
  return index === undefined ? undefined : layout(index)
}

// As many units a controller as libvirt puts there for QEMU.
const LAYOUTS: Readonly<Record<string, (index: number) => Drive>> = {
  ide: index => ({
    controller: Math.floor(index / 4),
    bus: Math.floor((index % 4) / 2),
    target: 0,
    unit: index % 2,
  }),
  sata: index => ({ controller: Math.floor(index / 6), bus: 0, target: 0, unit: index % 6 }),
  fdc: index => ({ controller: Math.floor(index / 2), bus: 0, target: 0, unit: index % 2 }),
  // Unit 7 is the controller itself.
  scsi: index => {
    const unit = index % 15
    return {
      controller: Math.floor(index / 15),
      bus: 0,
      target: 0,
      unit: unit < 7 ? unit : unit + 1,
    }
  },
}

// Which of its kind a name is: sda is 0, sdz 25, sdaa 26.
function indexOf(name: string): number | undefined {
  const letters = /^(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)([a-z]{1,6})$/.exec(name)?.[1]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
}

/** The image that a disk writes to, where the guest has it for itself. */
export function imageOf(disk: Here): string | undefined {
  if (says(disk, 'readonly') || says(disk, 'shareable') || says(disk, 'transient')) return undefined
  if ((spelled(disk, 'device') ?? 'disk') !== 'disk') return undefined
  const source = down(disk, 'source')
  return spelled(source, 'file') ?? spelled(source, 'dev')
}
