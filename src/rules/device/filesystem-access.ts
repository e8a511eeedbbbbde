import { rule } from '../../check/rule.ts'

/** The driver of a shared folder must support its accessmode, fmode and dmode. */
export const filesystemAccess = rule({
  code: 'VMC2811',
  slug: 'filesystem-access',
  severity: 'error',
  title: 'access settings not supported by the filesystem driver',
  help: 'A <filesystem> with the driver virtiofs supports only the accessmode "passthrough". The attributes "fmode" and "dmode" require the accessmode "mapped", which only 9p supports. Change the accessmode, or remove the attributes.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefFS',
  on: 'devices/filesystem',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount" accessmode="{mapped -> passthrough}"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/></filesystem>
</devices>`,
  },
  *check(filesystem) {
    const mode = filesystem.text('accessmode')
    const isVirtiofs = filesystem.text('driver/type') === 'virtiofs'
    const permissions = (['fmode', 'dmode'] as const).find(key => filesystem.has(key))
    if (isVirtiofs && mode !== undefined && mode !== 'passthrough') {
      yield filesystem.report(
        'accessmode',
        `virtiofs does not support the accessmode "${mode}"`,
        "remove it, or set accessmode: 'passthrough'",
      )
    } else if (permissions !== undefined && (isVirtiofs || mode !== 'mapped')) {
      yield filesystem.report(
        permissions,
        isVirtiofs
          ? `virtiofs does not support ${permissions}`
          : `${permissions} requires the accessmode "mapped"`,
        isVirtiofs ? 'remove it' : "remove it, or set accessmode: 'mapped'",
      )
    }
  },
})
