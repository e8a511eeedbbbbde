import { addresses } from '../addresses.ts'
import { also, numeric, place, repeated } from '../look.ts'
import type { Rule } from './rule.ts'

/** Each device on the virtual I/O bus of pSeries has a register of its own. */
export const spaprVioUnique: Rule = {
  code: 'VMC2308',
  slug: 'spapr-vio-unique',
  severity: 'error',
  title: 'sPAPR VIO address of another device',
  help: 'The reg of an address of type "spapr-vio" stands at one device alone.',
  about: ['devices/*/address/reg'],
  wrong: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices>
  <controller type="scsi" index="0" model="ibmvscsi"><address type="spapr-vio" reg="0x2000"/></controller>
  <controller type="scsi" index="1" model="ibmvscsi"><address type="spapr-vio" reg="0x2000"/></controller>
</devices>`,
  },
  right: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices>
  <controller type="scsi" index="0" model="ibmvscsi"><address type="spapr-vio" reg="0x2000"/></controller>
  <controller type="scsi" index="1" model="ibmvscsi"><address type="spapr-vio" reg="0x3000"/></controller>
</devices>`,
  },
  *check(domain) {
    const found = repeated(addresses(domain, 'spapr-vio'), address => numeric(address, 'reg'))
    for (const { here, first, key } of found) {
      yield {
        message: `two devices have the address 0x${key.toString(16)} on the VIO bus`,
        ...place(here, 'reg'),
        help: 'give each a reg of its own, or leave the addresses to libvirt',
        related: [also('the other is here', first, 'reg')],
      }
    }
  },
}
