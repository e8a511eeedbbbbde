import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** How the owners of files are kept is asked of some drivers. */
export const filesystemAccess: Rule = {
  code: 'VMC2811',
  slug: 'filesystem-access',
  severity: 'error',
  title: 'access to a shared folder that its driver does not have',
  help: 'A virtiofs has the accessmode "passthrough" alone; fmode and dmode go with "mapped", and with 9p.',
  hypervisors: QEMU,
  about: ['devices/filesystem'],
  wrong: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount" accessmode="mapped"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/></filesystem>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount" accessmode="passthrough"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/></filesystem>
</devices>`,
  },
  *check(domain) {
    for (const filesystem of devices(domain, 'filesystem')) {
      const mode = spelled(filesystem, 'accessmode')
      const isVirtiofs = spelled(down(filesystem, 'driver'), 'type') === 'virtiofs'
      const stray = ['fmode', 'dmode'].find(key => says(filesystem, key))
      if (isVirtiofs && mode !== undefined && mode !== 'passthrough') {
        yield {
          message: `virtiofs has no accessmode "${mode}"`,
          ...place(filesystem, 'accessmode'),
          help: "leave it out, or say accessmode: 'passthrough'",
        }
      } else if (stray !== undefined && (isVirtiofs || mode !== 'mapped')) {
        yield {
          message: `${stray} goes with the accessmode "mapped"`,
          ...place(filesystem, stray),
          help: 'leave it out',
        }
      }
    }
  },
}
