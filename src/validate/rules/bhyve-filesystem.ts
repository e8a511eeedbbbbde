import { devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** bhyve shares folders over 9p, as they are. */
export const bhyveFilesystem: Rule = {
  code: 'VMC2902',
  slug: 'bhyve-filesystem',
  severity: 'error',
  title: 'shared folder that bhyve cannot share',
  help: 'On bhyve a filesystem is of type "mount", with the access mode "passthrough" and no other driver than its own.',
  hypervisors: ['bhyve'],
  about: ['devices/filesystem'],
  wrong: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><filesystem accessmode="mapped"><source dir="/a"/><target dir="a"/></filesystem></devices></domain>`,
  },
  right: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><filesystem accessmode="passthrough"><source dir="/a"/><target dir="a"/></filesystem></devices></domain>`,
  },
  *check(domain) {
    for (const filesystem of devices(domain, 'filesystem')) {
      const mode = spelled(filesystem, 'accessmode')
      if (mode !== undefined && mode !== 'passthrough') {
        yield {
          message: `bhyve shares no folder with the access mode "${mode}"`,
          ...place(filesystem, 'accessmode'),
          help: 'leave it out, or say passthrough',
        }
      }
      const driver = down(filesystem, 'driver')
      const type = spelled(driver, 'type')
      if (!driver || type === undefined) continue
      yield {
        message: `bhyve shares no folder with the driver "${type}"`,
        ...place(driver, 'type'),
        help: 'leave driver out',
      }
    }
  },
}
