import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import { isNewer } from '../../check/target.ts'

/** A disk can have a vendor and product only on some buses. Their length is limited. */
export const diskScsiIdentity = rule({
  code: 'VMC2207',
  slug: 'disk-scsi-identity',
  severity: 'error',
  title: 'vendor or product of a disk is too long or not supported',
  help: 'A SCSI disk can have a vendor of at most 8 characters and a product of at most 16 characters. An IDE or SATA disk cannot have a vendor. From libvirt 11.1, an IDE or SATA disk can have a product of at most 40 characters. Shorten or remove the text.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  needs: ['vendor', 'product'],
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="{vda -> sda}" bus="{virtio -> scsi}"/><vendor>ACME</vendor></disk>
</devices>`,
  },
  *check(disk, { target: { libvirt } }) {
    for (const field of ['vendor', 'product'] as const) {
      const text = disk.text(field)
      const bus = busOf(disk)
      if (text === undefined || bus === undefined) continue
      const limit = MAX_LENGTH[field].get(bus)
      const isTooOld = bus !== 'scsi' && libvirt !== undefined && isNewer('11.1.0', libvirt)
      if (limit === undefined || isTooOld) {
        yield disk.report(
          field,
          `a disk on bus "${bus}" cannot have a ${field}`,
          `leave out ${field}, or use the bus scsi`,
        )
      } else if (text.length > limit) {
        yield disk.report(
          field,
          `the ${field} "${text}" has ${text.length} characters`,
          `use at most ${limit} characters`,
        )
      }
    }
  },
})

/** The maximum length of the vendor and product of a disk, by bus. */
const MAX_LENGTH = {
  vendor: new Map([['scsi', 8]]),
  product: new Map([
    ['scsi', 16],
    ['ide', 40],
    ['sata', 40],
  ]),
}
