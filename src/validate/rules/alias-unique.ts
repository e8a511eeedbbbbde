import type { Here } from '../here.ts'
import { also, down, each, keysOf, place, repeated, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** An alias names one device. */
export const aliasUnique: Rule = {
  code: 'VMC2157',
  slug: 'alias-unique',
  severity: 'error',
  title: 'alias of another device',
  help: 'Each <alias> stands at one device alone; those of a program begin with "ua-".',
  hypervisors: LIBVIRT,
  about: ['devices/*/alias'],
  wrong: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><alias name="ua-a"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><alias name="ua-a"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><alias name="ua-a"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><alias name="ua-b"/></disk>
</devices>`,
  },
  *check(domain) {
    const all = down(domain, 'devices')
    if (!all) return
    const aliases: Here[] = []
    for (const kind of keysOf(all)) {
      for (const device of each(all, kind)) {
        const alias = down(device, 'alias')
        // Others are made by libvirt while the domain runs, and dropped when it reads them.
        if (alias && spelled(alias, 'name')?.startsWith('ua-')) aliases.push(alias)
      }
    }
    for (const { here, first, key } of repeated(aliases, alias => spelled(alias, 'name'))) {
      // The first console is the first serial port once more.
      if ([here, first].some(one => one.up?.name === 'console')) continue
      yield {
        message: `two devices have the alias ${key}`,
        ...place(here, 'name'),
        help: 'give each its own',
        related: [also('the first is here', first, 'name')],
      }
    }
  },
}
