import { addresses } from '../addresses.ts'
import { also, numeric, place, repeated } from '../look.ts'
import type { Rule } from './rule.ts'

/** Each device of the channel subsystem of s390 has a number of its own. */
export const ccwAddressUnique: Rule = {
  code: 'VMC2307',
  slug: 'ccw-address-unique',
  severity: 'error',
  title: 'CCW address of another device',
  help: 'The three parts of a CCW address, cssid, ssid and devno, stand together at one device alone.',
  about: ['devices/*/address/devno'],
  wrong: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <rng model="virtio"><backend model="random"/><address type="ccw" cssid="0xfe" ssid="0" devno="1"/></rng>
  <memballoon model="virtio"><address type="ccw" cssid="0xfe" ssid="0" devno="1"/></memballoon>
</devices>`,
  },
  right: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <rng model="virtio"><backend model="random"/><address type="ccw" cssid="0xfe" ssid="0" devno="1"/></rng>
  <memballoon model="virtio"><address type="ccw" cssid="0xfe" ssid="0" devno="2"/></memballoon>
</devices>`,
  },
  *check(domain) {
    const keyOf = (address: Parameters<typeof place>[0]) => {
      const parts = ['cssid', 'ssid', 'devno'].map(key => numeric(address, key))
      return parts.includes(undefined) ? undefined : parts.map(part => part!.toString(16)).join('.')
    }
    for (const { here, first, key } of repeated(addresses(domain, 'ccw'), keyOf)) {
      yield {
        message: `two devices have the CCW address ${key}`,
        ...place(here, 'devno'),
        help: 'give each a devno of its own, or leave the addresses to libvirt',
        related: [also('the other is here', first, 'devno')],
      }
    }
  },
}
