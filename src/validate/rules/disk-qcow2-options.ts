import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Only qcow2 has a cache of its tables. */
export const diskQcow2Options: Rule = {
  code: 'VMC2225',
  slug: 'disk-qcow2-options',
  severity: 'error',
  title: 'setting of qcow2 for another format',
  help: 'The settings metadata_cache and discard_no_unref are for images of format qcow2, and the latter for disks that are written to.',
  hypervisors: QEMU,
  about: ['devices/disk/driver/metadata_cache', 'devices/disk/driver/discard_no_unref'],
  wrong: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="raw"><metadata_cache><max_size unit="MiB">1</max_size></metadata_cache></driver><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="qcow2"><metadata_cache><max_size unit="MiB">1</max_size></metadata_cache></driver><source file="/a.qcow2"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const driver = down(disk, 'driver')
      const format = spelled(driver, 'type')
      if (!driver || format === undefined) continue
      const key = ['metadata_cache', 'discard_no_unref'].find(one => says(driver, one))
      if (key !== undefined && format !== 'qcow2') {
        yield {
          message: `an image of format "${format}" has no ${key}`,
          ...place(driver, key),
          help: 'leave it out, or use qcow2',
        }
      } else if (spelled(driver, 'discard_no_unref') === 'on' && says(disk, 'readonly')) {
        yield {
          message: 'a read-only disk discards nothing',
          ...place(driver, 'discard_no_unref'),
          help: 'leave discard_no_unref out',
        }
      }
    }
  },
}
