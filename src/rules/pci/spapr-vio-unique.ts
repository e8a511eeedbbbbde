import { clashes } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** Two devices on the virtual I/O bus of pSeries cannot have the same register number. */
export const spaprVioUnique = rule({
  code: 'VMC2308',
  slug: 'spapr-vio-unique',
  severity: 'error',
  title: 'two devices have the same sPAPR VIO address',
  help: 'Each device with an address of type "spapr-vio" needs its own value of the attribute "reg". Change "reg", or remove the addresses: libvirt then assigns them.',
  for: 'qemu',
  source: 'qemu_domain_address.c: qemuDomainAssignSpaprVIOAddress',
  on: 'devices',
  where: { '*/address/type': 'spapr-vio' },
  example: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices>
  <controller type="scsi" index="0" model="ibmvscsi"><address type="spapr-vio" reg="0x2000"/></controller>
  <controller type="scsi" index="1" model="ibmvscsi"><address type="spapr-vio" reg="{0x2000 -> 0x3000}"/></controller>
</devices>`,
  },
  *check(_, { domain, target }) {
    yield* clashes(domain, target, 'spapr-vio-taken', 'reg', 'sPAPR VIO address ', HELP)
  },
})

const HELP = 'give each device its own reg, or leave the addresses to libvirt'
