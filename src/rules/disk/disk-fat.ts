import { rule } from '../../check/rule.ts'

/** A disk that presents a folder of the host must be a read-only FAT disk. */
export const diskFat = rule({
  code: 'VMC2226',
  slug: 'disk-fat',
  severity: 'error',
  title: 'a disk of type "dir" must be a read-only FAT disk',
  help: 'A disk of type "dir", which shows a folder of the host to the guest, must have the format fat and be read-only. A disk of any other type cannot have the format fat.',
  for: 'qemu',
  source: 'qemu_domain.c: qemuDomainValidateStorageSource',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="dir">
    <driver name="qemu" type="fat"/>
    <source dir="/srv/a"/>
    <target dev="vda" bus="virtio"/>
    { -> <readonly/>}
  </disk>
</devices>`,
  },
  *check(disk) {
    const format = disk.text('driver/type')
    const isFolder = disk.text('type') === 'dir'
    if (format !== undefined && format !== 'dir' && isFolder !== (format === 'fat')) {
      yield disk.report(
        'driver/type',
        isFolder
          ? `a disk of type "dir" cannot have the format "${format}"`
          : 'only a disk of type "dir" can have the format "fat"',
        isFolder ? 'use the format fat' : 'use raw or qcow2, or a disk of type "dir"',
      )
    } else if (isFolder && format === 'fat') {
      if (disk.has('readonly') || disk.text('device') === 'cdrom') return
      yield disk.report(
        '.',
        'a disk of type "dir" must be read-only',
        'make the disk readonly, or share the folder with virtiofs',
      )
    }
  },
})
