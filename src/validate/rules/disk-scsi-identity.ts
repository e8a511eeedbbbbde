import { lookup } from '../../schema/lookup.ts'
import { busOf } from '../disks.ts'
import { devices, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Only SCSI disks say who made them; those of IDE and SATA say what they are. */
export const diskScsiIdentity: Rule = {
  code: 'VMC2207',
  slug: 'disk-scsi-identity',
  severity: 'error',
  title: 'vendor or product that the disk cannot have',
  help: 'A SCSI disk has a vendor, of at most 8 characters, and a product, of at most 16; an IDE or SATA disk a product alone, of at most 40.',
  hypervisors: QEMU,
  about: ['devices/disk/vendor', 'devices/disk/product'],
  wrong: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><vendor>ACME</vendor></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="sda" bus="scsi"/><vendor>ACME</vendor></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      for (const key of ['vendor', 'product'] as const) {
        const text = spelled(disk, key)
        const bus = busOf(disk)
        if (text === undefined || bus === undefined) continue
        const most = lookup(MOST[key], bus)
        if (most === undefined) {
          const message = `a disk of bus "${bus}" has no ${key}`
          yield { message, ...place(disk, key), help: 'leave it out, or use the bus scsi' }
        } else if (text.length > most) {
          const message = `the ${key} "${text}" has ${text.length} characters`
          yield { message, ...place(disk, key), help: `a ${key} has at most ${most}` }
        }
      }
    }
  },
}

const MOST: Readonly<Record<'vendor' | 'product', Readonly<Record<string, number>>>> = {
  vendor: { scsi: 8 },
  product: { scsi: 16, ide: 40, sata: 40 },
}
