import type { DomainCursor } from '../cursor.ts'
import { perDomain } from '../facts/per-domain.ts'
import { ControllerIndex } from './controller-index.ts'
import { numberControllers, readControllers } from './controllers.ts'
import type { ControllerDevice, Definition, Device } from './device.ts'
import type { DriveAddress } from './device-address.ts'
import { newDevice } from './read-devices.ts'
import { readDisks } from './read-disks.ts'

/** The disks and SCSI host devices of a domain. Each has the drive address that the definition sets or that libvirt assigns. */
export const drivesOf = perDomain((domain): readonly Device[] => {
  const disk = readDisks(domain)
  const hostdevs = domain
    .each('devices/hostdev')
    .filter(one => one.text('type') === 'scsi')
    .map(one => newDevice('hostdev', one, { type: 'scsi', bus: 'scsi' }))
  assignDrives({ devices: { disk }, hostdevs, ...controllersFor(domain, hostdevs) })
  return [...disk, ...hostdevs]
})

// The controllers are read only if there are host devices, because only the drive addresses of host devices depend on the
// models of the controllers.
function controllersFor(domain: DomainCursor, hostdevs: readonly Device[]) {
  if (hostdevs.length === 0) return { controllerIndex: NO_CONTROLLERS }
  const read = readControllers(domain)
  numberControllers(read)
  return read
}

const NO_CONTROLLERS = new ControllerIndex<ControllerDevice>()

/**
 * Assigns drive addresses. A disk gets an address that is derived from its target name, and a SCSI host device gets the next
 * free unit.
 */
export function assignDrives({
  devices,
  hostdevs,
  controllerIndex,
}: Pick<Definition, 'hostdevs' | 'controllerIndex'> & {
  readonly devices: Pick<Definition['devices'], 'disk'>
}): void {
  for (const disk of devices.disk)
    if (!disk.address && disk.index >= 0) disk.address = LAYOUTS.get(disk.bus)?.(disk.index)
  const scsi = hostdevs.filter(({ type }) => type === 'scsi')
  if (scsi.every(({ address }) => address)) return
  const used = new Set<string>()
  for (const { address } of [...devices.disk.filter(({ bus }) => bus === 'scsi'), ...scsi])
    if (address?.type === 'drive') used.add(driveText(address))
  const free = scsiAddresses()
  for (const hostdev of scsi) {
    if (hostdev.address) continue
    let { value } = free.next()
    while (used.has(driveText(value))) value = free.next().value
    hostdev.address = value
  }

  function* scsiAddresses(): Generator<DriveAddress, never> {
    for (let controller = 0; ; controller++) {
      const model = controllerIndex.find('scsi', controller)?.model ?? ''
      const units = UNITS.get(model) ?? UNITS_PER_BUS
      for (let unit = 0; unit < units; unit++)
        yield { type: 'drive', controller, bus: 0, target: 0, unit }
    }
  }
}

/** The text of a drive address, for messages and for comparisons of addresses. */
export const driveText = ({ controller, bus, target, unit }: Omit<DriveAddress, 'type'>): string =>
  `controller ${controller}, bus ${bus}, target ${target}, unit ${unit}`

// libvirt treats every SCSI bus as a narrow bus, which has 7 units besides the controller.
const UNITS_PER_BUS = 7
// libvirt uses only two units of a SCSI controller of model lsisas1068.
const UNITS = new Map([['lsisas1068', 2]])

/**
 * Makes a function that returns the drive address for the index of a target name. The arguments are the number of drives on
 * each controller and the number of drives on each of its buses.
 */
const layout =
  (perController: number, perBus = perController) =>
  (nth: number): DriveAddress => ({
    type: 'drive',
    controller: Math.floor(nth / perController),
    bus: Math.floor((nth % perController) / perBus),
    target: 0,
    unit: nth % perBus,
  })

// The addresses of drives by kind of controller. The numbers of drives per controller and bus are those of the function
// virDomainDiskDefAssignAddress in libvirt's domain_conf.c.
const LAYOUTS = new Map([
  ['ide', layout(4, 2)],
  ['sata', layout(6)],
  ['fdc', layout(2)],
  ['scsi', layout(UNITS_PER_BUS)],
])
