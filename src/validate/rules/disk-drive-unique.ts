import { busOf, driveOf } from '../disks.ts'
import type { Here } from '../here.ts'
import { also, devices, down, place, repeated, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Two drives cannot be in one place of a controller, be it said or follow from the name of the disk. */
export const diskDriveUnique: Rule = {
  code: 'VMC2205',
  slug: 'disk-drive-unique',
  severity: 'error',
  title: 'place on a controller that is taken',
  help: 'The address of a drive follows from its target (sda is unit 0, sdb unit 1) where it is not said. Say it for all drives of a bus, or for none.',
  about: ['devices/disk', 'devices/hostdev'],
  wrong: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="sda" bus="sata"/></disk>
  <disk type="file">
    <source file="/b.img"/>
    <target dev="sdb" bus="sata"/>
    <address type="drive" controller="0" bus="0" target="0" unit="0"/>
  </disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="sda" bus="sata"/></disk>
  <disk type="file">
    <source file="/b.img"/>
    <target dev="sdb" bus="sata"/>
    <address type="drive" controller="0" bus="0" target="0" unit="1"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    const disks = devices(domain, 'disk')
    const hosted = devices(domain, 'hostdev').filter(one => spelled(one, 'type') === 'scsi')
    if (disks.length + hosted.length < 2) return
    const keyOf = (here: Here): string | undefined => {
      const bus = here.name === 'hostdev' ? 'scsi' : busOf(here)
      const at = driveOf(here, bus)
      return (
        at &&
        `${bus} controller ${at.controller}, bus ${at.bus}, target ${at.target}, unit ${at.unit}`
      )
    }
    // One name for two disks is another mistake.
    const isSame = (one: Here, other: Here) =>
      spelled(down(one, 'target'), 'dev') === spelled(down(other, 'target'), 'dev')
    for (const { here, first, key } of repeated([...disks, ...hosted], keyOf)) {
      if (here.name === 'disk' && isSame(here, first)) continue
      const address = down(here, 'address')
      const target = down(here, 'target')
      yield {
        message: `two drives are at ${key}`,
        ...(address ? place(address) : target ? place(target, 'dev') : place(here)),
        help: 'give each an address of its own, or leave all addresses of the bus to libvirt',
        related: [also('the other is here', first)],
      }
    }
  },
}
