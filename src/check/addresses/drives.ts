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
      for (let unit = 0; unit < (UNITS.get(model ?? '') ?? UNITS_PER_BUS); unit++) {
        const address = { type: 'drive', controller, bus: 0, target: 0, unit } as const
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

// libvirt takes every SCSI bus for a narrow one.
const UNITS_PER_BUS = 7
// This controller has two units.
const UNITS = new Map([['lsisas1068', 2]])

/** The drive address of the nth target name of a bus, by the drives per controller and per bus of the controller. */
const layout =
  (perController: number, perBus = perController) =>
  (nth: number): DriveAddress => ({
    type: 'drive',
    controller: Math.floor(nth / perController),
    bus: Math.floor((nth % perController) / perBus),
    target: 0,
    unit: nth % perBus,
  })

// virDomainDiskDefAssignAddress in domain_conf.c.
const LAYOUTS = new Map([
  ['ide', layout(4, 2)],
  ['sata', layout(6)],
  ['fdc', layout(2)],
  ['scsi', layout(UNITS_PER_BUS)],
])
