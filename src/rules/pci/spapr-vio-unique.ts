import { duplicates } from '../../check/duplicates.ts'
import { addressesOf } from '../../check/facts/addresses.ts'
import { rule } from '../../check/rule.ts'

/** Two devices on the virtual I/O bus of pSeries cannot have the same register. */
export const spaprVioUnique = rule({
  code: 'VMC2308',
  slug: 'spapr-vio-unique',
  severity: 'error',
  title: 'two devices have the same sPAPR VIO address',
  help: 'Each device with an address of type "spapr-vio" needs its own reg. Change the reg, or leave the addresses out: libvirt then assigns them.',
  for: 'all',
  source: 'qemu_domain_address.c: qemuDomainAssignSpaprVIOAddress',
  on: 'devices',
  example: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices>
  <controller type="scsi" index="0" model="ibmvscsi"><address type="spapr-vio" reg="0x2000"/></controller>
  <controller type="scsi" index="1" model="ibmvscsi"><address type="spapr-vio" reg="{0x2000 -> 0x3000}"/></controller>
</devices>`,
  },
  *check(_, { domain }) {
    const addresses = addressesOf(domain, 'spapr-vio')
    for (const { element, first, key } of duplicates(addresses, one => one.number('reg'))) {
      yield element.report(
        'reg',
        `two devices have the sPAPR VIO address 0x${key.toString(16)}`,
        'give each device its own reg, or leave the addresses to libvirt',
        { related: [first.related('reg', 'first used here')] },
      )
    }
  },
})
