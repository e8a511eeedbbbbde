import { drivesOf, driveText } from '../../check/addresses/drives.ts'
import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/**
 * Two drives cannot have the same address on a controller. The address is set in the definition or derived from the target
 * name.
 */
export const diskDriveUnique = rule({
  code: 'VMC2205',
  slug: 'disk-drive-unique',
  severity: 'error',
  title: 'two drives have the same address on a controller',
  help: 'If a drive has no address, libvirt derives one from the target name of the drive: sda is unit 0, sdb is unit 1. Give all drives on the bus an address, or remove the addresses of all drives on the bus.',
  for: 'all',
  source:
    'domain_validate.c: virDomainDefDuplicateDriveAddressesValidate; domain_conf.c: virDomainDiskDefAssignAddress',
  on: 'devices',
  needs: ['disk', 'hostdev'],
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
  *check(_, { domain }) {
    for (const { element, first, key } of duplicates(drivesOf(domain), slotOf)) {
      const [drive, other] = [element.element, first.element] as [Cursor<Disk>, Cursor<Disk>]
      // This rule skips two disks with the same target name, because the rule disk-target-unique reports them.
      if (drive.key === 'disk' && drive.text('target/dev') === other.text('target/dev')) continue
      const message = `two drives have the address ${key}`
      const help = 'give each drive its own address, or leave all addresses of the bus to libvirt'
      const related = [other.related('.', 'first used here')]
      const address = drive.first('address')
      yield address
        ? address.report('.', message, help, { related })
        : drive.report(drive.key === 'disk' ? 'target/dev' : '.', message, help, { related })
    }
  },
})

/** The bus and the address of a drive, as a text for messages. `undefined` if the disk has no drive address. */
const slotOf = ({ bus, address }: ReturnType<typeof drivesOf>[number]): string | undefined =>
  address?.type === 'drive' ? `${bus} ${driveText(address)}` : undefined
