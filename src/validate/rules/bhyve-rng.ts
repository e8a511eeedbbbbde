import { devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** bhyve's random numbers come from /dev/random. */
export const bhyveRng: Rule = {
  code: 'VMC2903',
  slug: 'bhyve-rng',
  severity: 'error',
  title: 'random numbers that bhyve does not have',
  help: 'On bhyve an <rng> is of model "virtio" and its backend of model "random", with /dev/random or nothing said.',
  hypervisors: ['bhyve'],
  about: ['devices/rng'],
  wrong: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><rng model="virtio"><backend model="builtin"/></rng></devices></domain>`,
  },
  right: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><rng model="virtio"><backend model="random"/></rng></devices></domain>`,
  },
  *check(domain) {
    for (const rng of devices(domain, 'rng')) {
      const model = spelled(rng, 'model')
      const backend = down(rng, 'backend')
      const kind = spelled(backend, 'model')
      if (model !== undefined && model !== 'virtio') {
        yield {
          message: `bhyve has no random numbers of model "${model}"`,
          ...place(rng, 'model'),
          help: 'use the model virtio',
        }
      }
      if (!backend || kind === undefined) continue
      const file = spelled(backend, 'path')?.trim()
      if (kind !== 'random') {
        yield {
          message: `bhyve takes no random numbers from "${kind}"`,
          ...place(backend, 'model'),
          help: 'use the backend random',
        }
      } else if (file && file !== '/dev/random') {
        yield {
          message: `bhyve takes random numbers from /dev/random, not from ${file}`,
          ...place(backend, 'path'),
          help: 'leave the path out',
        }
      }
    }
  },
}
