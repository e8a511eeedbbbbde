import { hostDevices } from '../hostdevs.ts'
import { also, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** A device of the host is given to a guest once. */
export const hostdevUnique: Rule = {
  code: 'VMC2701',
  slug: 'hostdev-unique',
  severity: 'error',
  title: 'device of the host given twice',
  help: 'Each device of the host stands in one <hostdev>, or one network card of type "hostdev".',
  about: ['devices/hostdev', 'devices/interface'],
  wrong: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices>`,
  },
  right: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="1"/></source></hostdev>
</devices>`,
  },
  *check(domain) {
    const seen = new Map<string, ReturnType<typeof hostDevices>[number]>()
    for (const device of hostDevices(domain)) {
      const first = seen.get(device.name)
      if (!first) seen.set(device.name, device)
      else {
        yield {
          message: `the ${device.name} of the host is given twice`,
          ...place(device.here),
          help: 'keep one of them',
          related: [also('the first is here', first.here)],
        }
      }
    }
  },
}
