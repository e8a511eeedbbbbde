import { rule } from '../../check/rule.ts'

/** On bhyve, a shared folder can only have the accessmode "passthrough" and the default driver. */
export const bhyveFilesystem = rule({
  code: 'VMC2902',
  slug: 'bhyve-filesystem',
  severity: 'error',
  title: 'filesystem settings not supported by bhyve',
  help: 'The hypervisor bhyve shares folders over 9p, with the accessmode "passthrough" and the default driver. Remove any other accessmode or driver from the <filesystem>.',
  for: ['bhyve'],
  source: 'bhyve_command.c: bhyveBuildFSArgStr',
  on: 'devices/filesystem',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><filesystem accessmode="{mapped -> passthrough}"><source dir="/a"/><target dir="a"/></filesystem></devices></domain>`,
  },
  *check(filesystem) {
    const [mode, driver] = [filesystem.text('accessmode'), filesystem.text('driver/type')]
    if (mode !== undefined && mode !== 'passthrough') {
      yield filesystem.report(
        'accessmode',
        `bhyve does not support the accessmode "${mode}"`,
        "remove it, or set accessmode: 'passthrough'",
      )
    }
    if (driver !== undefined) {
      yield filesystem.report(
        'driver/type',
        `bhyve does not support the filesystem driver "${driver}"`,
        'remove driver',
      )
    }
  },
})
