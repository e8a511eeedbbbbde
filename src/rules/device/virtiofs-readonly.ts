import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A virtiofs folder can be read-only only from libvirt 11.0.0, and only if libvirt itself starts virtiofsd. */
export const virtiofsReadonly = rule({
  code: 'VMC2812',
  slug: 'virtiofs-readonly',
  severity: 'error',
  title: 'read-only virtiofs filesystem not supported',
  help: 'libvirt supports <readonly> for virtiofs only from version 11.0.0, and only if libvirt itself starts virtiofsd. Remove <readonly>, and mount the folder read-only in the guest instead.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefFS (before libvirt 11.0.0)',
  on: 'devices/filesystem',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source socket="/run/a.sock"/><target dir="srv"/>{<readonly/> -> }</filesystem>
</devices>`,
  },
  *check(filesystem, { target }) {
    if (filesystem.text('driver/type') !== 'virtiofs' || !filesystem.has('readonly')) return
    if (filesystem.has('source/socket')) {
      // libvirt 12.9.0 refuses <readonly> for a virtiofs filesystem with a socket. The first release that refuses it is not
      // known, so this rule skips older releases.
      if (isBefore(target, '12.9.0')) return
      yield filesystem.report(
        'readonly',
        'a virtiofs that another program serves cannot be read-only',
        'remove readonly, and start that program read-only',
      )
    } else if (isBefore(target, '11.0.0')) {
      yield filesystem.report(
        'readonly',
        'a virtiofs cannot be read-only before libvirt 11.0.0',
        'remove readonly, and mount it read-only in the guest',
      )
    }
  },
})
