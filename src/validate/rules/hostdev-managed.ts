import { devices, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Someone takes a device from the host before a guest has it. */
export const hostdevManaged: Rule = {
  code: 'VMC2704',
  slug: 'hostdev-managed',
  severity: 'info',
  title: 'host device that nobody takes from the host',
  help: 'With managed="yes" libvirt takes a PCI device from its driver, and gives it back. Otherwise the host is set up to keep its hands off.',
  hypervisors: QEMU,
  about: ['devices/hostdev'],
  wrong: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices>`,
  },
  right: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices>`,
  },
  *check(domain) {
    for (const hostdev of devices(domain, 'hostdev')) {
      if (spelled(hostdev, 'type') !== 'pci' || says(hostdev, 'managed')) continue
      yield {
        message: 'libvirt does not take this device from the host by itself',
        ...place(hostdev),
        help: "say managed: 'yes', or 'no' where the host leaves it alone",
      }
    }
  },
}
