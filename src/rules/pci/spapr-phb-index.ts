import { readDefinition } from '../../check/addresses/assign.ts'
import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/**
 * The target index of a pSeries PCI host bridge must be from 0 to 30. PCI controller 0 always has the target index 0, so no
 * other bridge can have it.
 */
export const spaprPhbIndex = rule({
  code: 'VMC2303',
  slug: 'spapr-phb-index',
  severity: 'error',
  title: 'invalid target index of a pSeries PCI host bridge',
  help: 'The target index of a pci-root controller on pSeries must be from 0 to 30. The index 0 belongs to PCI controller 0, the default host bridge. Change the target index.',
  for: 'all',
  source: 'domain_validate.c: virDomainControllerDefValidate',
  on: 'devices/controller',
  needs: 'target',
  example: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices><controller type="pci" index="1" model="pci-root"><target index="{31 -> 30}"/></controller></devices>`,
  },
  *check(controller, { domain, target }) {
    if (!archOf(domain)?.startsWith('ppc64') || controller.text('type') !== 'pci') return
    const bridge = controller.number('target/index')
    if (bridge === undefined) return
    // If the controller has no index, libvirt derives the index from the order of the controllers.
    const index =
      controller.number('index') ??
      readDefinition(domain, target).controllers.find(({ element }) => element === controller)
        ?.index
    if (bridge > 30) {
      yield controller.report(
        'target/index',
        `PCI host bridge ${bridge} does not exist`,
        'use a target index from 0 to 30',
      )
    } else if (index !== undefined && (index === 0) !== (bridge === 0)) {
      yield controller.report(
        'target/index',
        `PCI controller ${index} cannot be host bridge ${bridge}`,
        index === 0 ? 'set the target index 0' : 'use a target index from 1 to 30',
      )
    }
  },
})
