import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Copying on read writes to the image. */
export const diskCopyOnRead: Rule = {
  code: 'VMC2220',
  slug: 'disk-copy-on-read',
  severity: 'error',
  title: 'copy on read where nothing is written',
  help: 'With copy_on_read, what is read from a backing image is written to the image: it is for hard disks that are not read-only.',
  hypervisors: QEMU,
  about: ['devices/disk/driver/copy_on_read'],
  wrong: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="qcow2" copy_on_read="on"/><source file="/a.qcow2"/><target dev="vda" bus="virtio"/><readonly/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="qcow2" copy_on_read="on"/><source file="/a.qcow2"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const driver = down(disk, 'driver')
      if (!driver || spelled(driver, 'copy_on_read') !== 'on') continue
      const device = spelled(disk, 'device') ?? 'disk'
      if (device === 'disk' && !says(disk, 'readonly')) continue
      yield {
        message: `a disk ${device === 'disk' ? 'that is read-only' : `of device "${device}"`} does not copy on read`,
        ...place(driver, 'copy_on_read'),
        help: 'leave copy_on_read out',
      }
    }
  },
}
