import { chardevs } from '../chardevs.ts'
import type { Here } from '../here.ts'
import { devices, down, each, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A path is that of the host, from its root on. */
export const pathAbsolute: Rule = {
  code: 'VMC2508',
  slug: 'path-absolute',
  severity: 'warning',
  title: 'path that is not absolute',
  help: 'libvirt runs in another folder than you: a device of a disk and the file or socket of a character device are named from / on.',
  hypervisors: QEMU,
  about: ['devices/disk/source/dev', 'devices/*/source/path', 'devices/rng/backend/source'],
  wrong: {
    xml: `<devices>
  <serial type="file"><source path="fv0.log"/></serial>
</devices>`,
  },
  right: {
    xml: `<devices>
  <serial type="file"><source path="/var/log/fv0.log"/></serial>
</devices>`,
  },
  *check(domain) {
    const named: (readonly [Here, string])[] = devices(domain, 'disk').flatMap(disk => {
      const source = down(disk, 'source')
      return source ? [[source, 'dev'] as const] : []
    })
    for (const device of chardevs(domain)) {
      if (!['file', 'unix', 'dev', 'pipe'].includes(spelled(device, 'type') ?? '')) continue
      for (const source of each(device, 'source')) named.push([source, 'path'])
    }
    for (const [here, key] of named) {
      const path = spelled(here, key)
      if (path === undefined || path === '' || /^[/@]/.test(path)) continue
      yield {
        message: `"${path}" is not an absolute path`,
        ...place(here, key),
        help: 'begin it with /',
      }
    }
  },
}
