import { rule } from '../../check/rule.ts'

/** QEMU cannot apply its own disk settings to a vhost-user disk, which another program serves. */
export const diskVhostuser = rule({
  code: 'VMC2224',
  slug: 'disk-vhostuser',
  severity: 'error',
  title: 'setting not supported on a vhost-user disk',
  help: 'Another program serves a disk of type "vhostuser" and controls its caching, I/O, write protection and encryption. Remove the setting from the <disk>, and configure that program.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDiskVhostUserValidate',
  on: 'devices/disk',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <disk type="vhostuser" device="disk" snapshot="no">
    {<driver name="qemu" cache="none"/> -> <driver name="qemu"/>}
    <source type="unix" path="/run/a.sock"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    if (disk.text('type') !== 'vhostuser') return
    for (const field of [
      DRIVER_FIELDS.find(one => disk.has(one)),
      DISK_FIELDS.find(one => disk.has(one)),
    ]) {
      if (field === undefined) continue
      yield disk.report(
        field,
        `a vhost-user disk does not support ${field.split('/').at(-1)}`,
        'leave it out, and configure the program that serves the disk',
      )
    }
  },
})

const DRIVER_FIELDS = [
  'driver/cache',
  'driver/error_policy',
  'driver/io',
  'driver/ioeventfd',
  'driver/copy_on_read',
  'driver/discard',
  'driver/iothread',
  'driver/detect_zeroes',
  'driver/metadata_cache',
] as const

const DISK_FIELDS = [
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
] as const
