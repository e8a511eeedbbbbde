import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** An image whose name says qcow2 is hardly raw, nor the other way round. */
export const diskFormatName: Rule = {
  code: 'VMC2212',
  slug: 'disk-format-name',
  severity: 'warning',
  title: "format that the file's name belies",
  help: 'A qcow2 image read as raw shows the guest the inside of the format; a guest can then point it at any file of the host.',
  hypervisors: QEMU,
  about: ['devices/disk/driver/type'],
  wrong: {
    ts: ".disk(file('/a.qcow2').driver({ name: 'qemu', type: 'raw' }))",
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="raw"/>
    <source file="/a.qcow2"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.qcow2'))",
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="qcow2"/>
    <source file="/a.qcow2"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const driver = down(disk, 'driver')
      const format = spelled(driver, 'type')
      if (!driver || (format !== 'raw' && format !== 'qcow2')) continue
      const file = spelled(down(disk, 'source'), 'file')
      if (file?.endsWith(`.${format}`)) continue
      const named = ['qcow2', 'raw', 'iso'].find(one => file?.endsWith(`.${one}`))
      if (named === undefined || (named === 'qcow2') === (format === 'qcow2')) continue
      yield {
        message: `the format is "${format}", and the file's name ends with .${named}`,
        ...place(driver, 'type'),
        help:
          named === 'qcow2'
            ? "say type: 'qcow2', or leave it out"
            : "say type: 'raw', or leave it out",
      }
    }
  },
}
