import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { busOf, type DriveAddress, diskAddress, driveAddress } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'
import type { Hostdev } from '../../schema/domain/hostdev.ts'

/**
 * Two drives cannot have the same address on a controller, whether the address is set or derived from the target name.
 */
export const diskDriveUnique = rule({
  code: 'VMC2205',
  slug: 'disk-drive-unique',
  severity: 'error',
  title: 'two drives have the same address on a controller',
  help: 'libvirt derives the address of a drive without one from the target name: sda is unit 0, sdb is unit 1. Set the addresses of all drives on a bus, or of none.',
  for: 'all',
  source:
    'domain_validate.c: virDomainDefDuplicateDriveAddressesValidate; domain_conf.c: virDomainDiskDefAssignAddress',
  on: 'devices',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="sda" bus="sata"/></disk>
  <disk type="file">
    <source file="/b.img"/>
    <target dev="sdb" bus="sata"/>
    <address type="drive" controller="0" bus="0" target="0" unit="{0 -> 1}"/>
  </disk>
</devices>`,
  },
  *check(devices) {
    const disks = devices.each('disk')
    const hostdevs = devices.each('hostdev').filter(one => one.text('type') === 'scsi')
    if (disks.length + hostdevs.length < 2) return
    const drives: readonly Drive[] = [
      ...disks.map(disk => ({ drive: disk, slot: slotOf(busOf(disk), diskAddress(disk)) })),
      ...hostdevs.map(one => ({ drive: one, slot: slotOf('scsi', driveAddress(one)) })),
    ]
    for (const { element, first, key } of duplicates(drives, one => one.slot)) {
      const { drive } = element
      // The rule disk-target-unique reports two disks with the same target name.
      if (drive.key === 'disk' && drive.text('target/dev') === first.drive.text('target/dev'))
        continue
      const message = `two drives have the address ${key}`
      const help = 'give each drive its own address, or leave all addresses of the bus to libvirt'
      const related = [first.drive.related('.', 'first used here')]
      const address = drive.first('address')
      yield address
        ? address.report('.', message, help, { related })
        : drive.report('target/dev', message, help, { related })
    }
  },
})

interface Drive {
  readonly drive: Cursor<Disk | Hostdev>
  /** The bus of a drive and its address, as shown in messages. */
  readonly slot: string | undefined
}

const slotOf = (bus: string | undefined, address: DriveAddress | undefined): string | undefined =>
  address &&
  `${bus} controller ${address.controller}, bus ${address.bus}, target ${address.target}, unit ${address.unit}`
