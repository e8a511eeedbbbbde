import { lookup } from '../../schema/lookup.ts'
import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** QEMU reads some formats of images, shares some of them, and encrypts some. */
export const diskFormat: Rule = {
  code: 'VMC2203',
  slug: 'disk-format',
  severity: 'error',
  title: 'format that QEMU cannot use so',
  help: 'The image of an ISO is "raw", a directory is a disk of type "dir", shared images are raw, and encrypted ones raw or qcow2.',
  hypervisors: QEMU,
  about: ['devices/disk/driver/type'],
  wrong: {
    xml: `<devices>
  <disk type="file" device="cdrom">
    <driver name="qemu" type="iso"/>
    <source file="/debian.iso"/>
    <target dev="sda" bus="sata"/>
  </disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file" device="cdrom">
    <driver name="qemu" type="raw"/>
    <source file="/debian.iso"/>
    <target dev="sda" bus="sata"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const driver = down(disk, 'driver')
      const format = spelled(driver, 'type')
      if (!driver || format === undefined) continue
      const instead = lookup(UNKNOWN, format)
      if (instead !== undefined) {
        yield {
          message: `QEMU does not read the format "${format}"`,
          ...place(driver, 'type'),
          help: instead,
        }
      } else if (says(disk, 'shareable') && format !== 'raw') {
        yield {
          message: `an image of format "${format}" cannot be shared`,
          ...place(disk, 'shareable'),
          help: 'share raw images alone: a guest does not see what another writes to the others',
        }
      }
      const encryption = down(disk, 'encryption') ?? down(disk, 'source', 'encryption')
      if (encryption && instead === undefined && format !== 'raw' && format !== 'qcow2') {
        yield {
          message: `an image of format "${format}" cannot be encrypted`,
          ...place(encryption),
          help: 'use raw or qcow2',
        }
      }
    }
  },
}

const UNKNOWN: Readonly<Record<string, string>> = {
  cow: 'use qcow2, to which qemu-img converts it',
  dir: "make the disk one of type 'dir'",
  iso: 'an ISO image is raw',
}
