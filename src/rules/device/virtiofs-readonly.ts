import { rule } from '../../check/rule.ts'

/** A read-only virtiofs folder requires libvirt 11.0.0. */
export const virtiofsReadonly = rule({
  code: 'VMC2812',
  slug: 'virtiofs-readonly',
  severity: 'error',
  title: 'read-only virtiofs requires libvirt 11',
  help: 'Before libvirt 11.0.0, a <filesystem> with the driver virtiofs cannot be read-only. Remove <readonly>, and mount the folder read-only in the guest instead.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefFS (before libvirt 11.0.0)',
  until: { libvirt: '11.0.0' },
  on: 'devices/filesystem',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/>{<readonly/> -> }</filesystem>
</devices>`,
  },
  *check(filesystem) {
    if (filesystem.text('driver/type') !== 'virtiofs' || !filesystem.has('readonly')) return
    yield filesystem.report(
      'readonly',
      'a virtiofs cannot be read-only before libvirt 11.0.0',
      'remove readonly, and mount it read-only in the guest',
    )
  },
})
