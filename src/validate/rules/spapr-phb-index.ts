import { devices, down, numeric, place, spelled } from '../look.ts'
import { isPseries } from '../machine.ts'
import type { Rule } from './rule.ts'

/** A PCI host bridge of a pSeries guest has a number that QEMU has, and the first of them has the first. */
export const spaprPhbIndex: Rule = {
  code: 'VMC2303',
  slug: 'spapr-phb-index',
  severity: 'error',
  title: 'PCI host bridge of a number there is not',
  help: 'The target index of a pci-root on pSeries is 0 to 30, and 0 for controller 0 alone.',
  about: ['devices/controller/target'],
  wrong: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices><controller type="pci" index="1" model="pci-root"><target index="31"/></controller></devices>`,
  },
  right: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices><controller type="pci" index="1" model="pci-root"><target index="30"/></controller></devices>`,
  },
  *check(domain) {
    if (!isPseries(domain)) return
    for (const controller of devices(domain, 'controller')) {
      if (spelled(controller, 'model') !== 'pci-root') continue
      const target = down(controller, 'target')
      const number = numeric(target, 'index')
      const index = numeric(controller, 'index')
      if (!target || number === undefined) continue
      if (number > 30) {
        const message = `there is no PCI host bridge ${number}`
        yield { message, ...place(target, 'index'), help: 'their numbers are 0 to 30' }
      } else if (index !== undefined && (index === 0) !== (number === 0)) {
        const message = `PCI controller ${index} cannot be host bridge ${number}`
        const help = 'host bridge 0 is controller 0, and no other'
        yield { message, ...place(target, 'index'), help }
      }
    }
  },
}
