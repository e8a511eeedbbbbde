import { isReadonly } from '../../check/facts/disk-chain.ts'
import { rule } from '../../check/rule.ts'

/** Some driver settings require a qcow2 image. */
export const diskQcow2Options = rule({
  code: 'VMC2225',
  slug: 'disk-qcow2-options',
  severity: 'error',
  title: 'qcow2 setting on a disk that does not support it',
  help: 'The disk driver settings metadata_cache and discard_no_unref require an image of the format qcow2. With discard_no_unref, the disk also cannot be read-only. Remove the setting.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainValidateStorageSource; domain_validate.c: virDomainDiskDefValidate',
  on: 'devices/disk',
  needs: ['driver/metadata_cache', 'driver/discard_no_unref', 'backingStore'],
  example: {
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="{raw -> qcow2}"><metadata_cache><max_size unit="MiB">1</max_size></metadata_cache></driver>
    <source file="{/a.img -> /a.qcow2}"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    const driver = disk.first('driver')
    if (!driver) return
    const format = driver.text('type') ?? 'raw'
    const field = FIELDS.find(one => driver.has(one))
    if (field !== undefined && format !== 'qcow2') {
      yield driver.report(
        field,
        `an image with the format "${format}" cannot have ${field}`,
        `leave out ${field}, or use the format qcow2`,
      )
    } else if (driver.has('discard_no_unref') && isReadonly(disk)) {
      yield driver.report(
        'discard_no_unref',
        'discard_no_unref has no use on a read-only disk, and libvirt refuses it',
        'leave out discard_no_unref',
      )
    }
    let backing = disk.first('backingStore')
    while (backing) {
      const image = backing.first('format')
      if (image?.has('metadata_cache') && image.text('type') !== 'qcow2')
        yield image.report(
          'metadata_cache',
          `an image with the format "${image.text('type') ?? 'raw'}" cannot have metadata_cache`,
          'leave out metadata_cache',
        )
      backing = backing.first('backingStore')
    }
  },
})

const FIELDS = ['metadata_cache', 'discard_no_unref'] as const
