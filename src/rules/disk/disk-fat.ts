import { chainOf } from '../../check/facts/disk-chain.ts'
import { rule } from '../../check/rule.ts'

/** A disk that presents a folder of the host must be a read-only FAT disk. */
export const diskFat = rule({
  code: 'VMC2226',
  slug: 'disk-fat',
  severity: 'error',
  title: 'disk of type "dir" that is not a read-only FAT disk',
  help: 'A disk of type "dir" shows a folder of the host to the guest. It must have the format fat and be read-only. Disks of other types cannot have the format fat, except for volumes of a storage pool. Set the format fat and <readonly/>, or change the type or the format.',
  for: 'qemu',
  source: 'qemu_domain.c: qemuDomainValidateStorageSource',
  on: 'devices/disk',
  needs: 'backingStore',
  where: { type: 'dir', 'driver/type': 'fat' },
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
    for (const { type, format, isReadonly, report, reportFormat } of chainOf(disk)) {
      // This rule skips the format "dir", because the rule disk-format reports it.
      if (format === 'dir') continue
      if (type !== 'dir') {
        if (format !== 'fat' || type === 'volume') continue
        yield reportFormat(
          'only a disk of type "dir" or a volume can have the format "fat"',
          'use raw or qcow2, or a disk of type "dir"',
        )
      } else if (format !== 'fat') {
        yield reportFormat(
          `a disk of type "dir" cannot have the format "${format}"`,
          'set the format fat',
        )
      } else if (!isReadonly) {
        yield report(
          'a disk of type "dir" must be read-only',
          'make the disk readonly, or share the folder with virtiofs',
        )
      }
    }
  },
})
