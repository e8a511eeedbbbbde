import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** virtiofs once could only be written to. */
export const virtiofsReadonly: Rule = {
  code: 'VMC2812',
  slug: 'virtiofs-readonly',
  severity: 'error',
  title: 'read-only virtiofs',
  help: 'Before libvirt 11.0.0 a filesystem of driver "virtiofs" cannot be read-only.',
  hypervisors: QEMU,
  until: { libvirt: '11.0.0' },
  about: ['devices/filesystem'],
  wrong: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/><readonly/></filesystem>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/></filesystem>
</devices>`,
  },
  *check(domain) {
    for (const filesystem of devices(domain, 'filesystem')) {
      if (spelled(down(filesystem, 'driver'), 'type') !== 'virtiofs') continue
      if (!says(filesystem, 'readonly')) continue
      yield {
        message: 'a virtiofs is not read-only before libvirt 11.0.0',
        ...place(filesystem, 'readonly'),
        help: 'leave readonly out, and mount it so in the guest',
      }
    }
  },
}
