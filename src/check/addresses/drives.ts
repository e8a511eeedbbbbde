import { perDomain } from '../facts/per-domain.ts'
import { numberControllers, readControllers } from './controllers.ts'
import type { Definition, Device } from './device.ts'
import type { DriveAddress } from './device-address.ts'
import { newDevice } from './read-devices.ts'
import { readDisks } from './read-disks.ts'

/** The disks and SCSI host devices of a domain, with their drive addresses: those in the definition, or the ones that libvirt assigns. */
export const drivesOf = perDomain((domain): readonly Device[] => {
  const disk = readDisks(domain)
  const hostdevs = domain
    .each('devices/hostdev')
    .filter(one => one.text('type') === 'scsi')
    .map(one => newDevice('hostdev', one, { type: 'scsi', bus: 'scsi' }))
  const controllers = hostdevs.length > 0 ? readControllers(domain) : []
  numberControllers({ controllers })
  assignDrives({ devices: { disk }, hostdevs, controllers })
  return [...disk, ...hostdevs]
})

/** Assigns drive addresses to disks, by their target names, and to SCSI host devices, by the next free unit. */
export function assignDrives({
  devices,
  hostdevs,
  controllers,
}: Pick<Definition, 'hostdevs' | 'controllers'> & {
  readonly devices: Pick<Definition['devices'], 'disk'>
}): void {
  for (const disk of devices.disk)
    if (!disk.address && disk.index >= 0) disk.address = LAYOUTS.get(disk.bus)?.(disk.index)
  for (const hostdev of hostdevs) {
    if (hostdev.type !== 'scsi' || hostdev.address) continue
    hostdev.address = nextScsiAddress()
  }

  function nextScsiAddress(): DriveAddress {
    for (let controller = 0; ; controller++) {
      const model = controllers.find(one => one.type === 'scsi' && one.index === controller)?.model
      const { max, reserved } = UNITS.get(model ?? '') ?? {}
      for (let unit = 0; unit < UNITS_PER_BUS; unit++) {
        const address = { type: 'drive', controller, bus: 0, target: 0, unit } as const
        if (unit === reserved || (max !== undefined && unit > max)) continue
        if (!devices.disk.some(one => one.bus === 'scsi' && isAt(one, address)))
          if (!hostdevs.some(one => one.type === 'scsi' && isAt(one, address))) return address
      }
    }
  }
}

const isAt = ({ address }: Device, wanted: DriveAddress): boolean =>
  address?.type === 'drive' && driveText(address) === driveText(wanted)

/** A drive address, for messages and comparisons. */
export const driveText = ({ controller, bus, target, unit }: Omit<DriveAddress, 'type'>): string =>
  `controller ${controller}, bus ${bus}, target ${target}, unit ${unit}`

const UNITS_PER_BUS = 16

/** The highest unit of each SCSI controller model, and the unit of the controller itself. */
const UNITS = new Map<string, { readonly max?: number; readonly reserved?: number }>([
  ['ibmvscsi', { max: 31, reserved: 7 }],
  ['lsisas1068', { max: 1 }],
  ['lsilogic', { reserved: 7 }],
  ['vmpvscsi', { reserved: 7 }],
  ['buslogic', { reserved: 7 }],
  ['ncr53c90', { max: 6 }],
  ['dc390', { max: 6 }],
  ['am53c974', { max: 6 }],
])

// virDomainDiskDefAssignAddress in domain_conf.c: units per controller, as libvirt assigns them for QEMU.
const LAYOUTS = new Map<string, (index: number) => DriveAddress>([
  [
    'ide',
    index => ({
      type: 'drive',
      controller: Math.floor(index / 4),
      bus: Math.floor((index % 4) / 2),
      target: 0,
      unit: index % 2,
    }),
  ],
  [
    'sata',
    index => ({
      type: 'drive',
      controller: Math.floor(index / 6),
      bus: 0,
      target: 0,
      unit: index % 6,
    }),
  ],
  [
    'fdc',
    index => ({
      type: 'drive',
      controller: Math.floor(index / 2),
      bus: 0,
      target: 0,
      unit: index % 2,
    }),
  ],
  [
    'scsi',
    index => {
      const unit = index % 15
      return {
        type: 'drive',
        controller: Math.floor(index / 15),
        bus: 0,
        target: 0,
        // Unit 7 is the controller itself.
        unit: unit < 7 ? unit : unit + 1,
      }
    },
  ],
])
