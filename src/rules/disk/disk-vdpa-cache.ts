import { rule } from '../../check/rule.ts'

/** A vDPA disk requires a cache mode that bypasses the cache of the host. */
export const diskVdpaCache = rule({
  code: 'VMC2296',
  slug: 'disk-vdpa-cache',
  severity: 'error',
  title: 'vDPA disk requires the cache mode none or directsync',
  help: 'A disk of type "vhostvdpa" requires the cache mode "none" or "directsync". Set the attribute "cache" of <driver> to one of these modes.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDisk',
  on: 'devices/disk',
  where: { type: 'vhostvdpa' },
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices><disk type="vhostvdpa"><driver name="qemu" type="raw" cache="{writeback -> none}"/><source dev="/dev/vhost-vdpa-0"/><target dev="vda" bus="virtio"/></disk></devices>`,
  },
  *check(disk) {
    if (disk.text('type') !== 'vhostvdpa') return
    const cache = disk.text('driver/cache')
    if (cache === 'none' || cache === 'directsync') return
    yield disk.report(
      'driver/cache',
      cache === undefined
        ? 'a vDPA disk needs a cache mode'
        : `a vDPA disk cannot have the cache mode "${cache}"`,
      'set cache to "none"',
    )
  },
})
