import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A vhost-user disk is run by another program, which decides what QEMU would otherwise. */
export const diskVhostuser: Rule = {
  code: 'VMC2224',
  slug: 'disk-vhostuser',
  severity: 'error',
  title: 'setting that a vhost-user disk does not have',
  help: 'A disk of type "vhostuser" is on virtio, and has no cache, io, iothread, discard, iotune, readonly, shareable, serial or encryption: the program behind it decides.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <disk type="vhostuser" device="disk" snapshot="no"><driver name="qemu" cache="none"/><source type="unix" path="/run/a.sock"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <disk type="vhostuser" device="disk" snapshot="no"><driver name="qemu"/><source type="unix" path="/run/a.sock"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      if (spelled(disk, 'type') !== 'vhostuser') continue
      const driver = down(disk, 'driver')
      for (const [here, keys] of [
        [driver, DRIVER],
        [disk, DISK],
      ] as const) {
        const key = here && keys.find(one => says(here, one))
        if (!here || key === undefined) continue
        yield {
          message: `a vhost-user disk has no ${key}`,
          ...place(here, key),
          help: 'leave it out, and tell the program behind the disk',
        }
      }
    }
  },
}

const DRIVER = [
  'cache',
  'error_policy',
  'io',
  'ioeventfd',
  'copy_on_read',
  'discard',
  'iothread',
  'detect_zeroes',
  'metadata_cache',
]
const DISK = [
  'iotune',
  'backingStore',
  'encryption',
  'readonly',
  'shareable',
  'transient',
  'serial',
  'wwn',
  'vendor',
  'product',
  'auth',
  'geometry',
  'blockio',
]
