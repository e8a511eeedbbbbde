import { boardOf } from '../../check/addresses/board.ts'
import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'
import type { Controller } from '../../schema/domain/controller.ts'

/**
 * The PCI root controller must have the index 0 and the model that the machine requires. It cannot have an address or a NUMA
 * node.
 */
export const pciRoot = rule({
  code: 'VMC2302',
  slug: 'pci-root',
  severity: 'error',
  title: 'PCI root controller has an invalid model, index or address',
  help: 'PCI controller 0 is the root controller. Its model must be pcie-root on the machines q35 and virt, and pci-root on i440fx and pSeries. Only pSeries supports more than one root controller. A root controller cannot have an address. Change the model, or remove the controller or its address.',
  for: 'qemu',
  source:
    'qemu_postparse.c: qemuDomainControllerDefPostParse; qemu_postparse.c: qemuDomainDefAddDefaultDevices; domain_validate.c: virDomainControllerDefValidate',
  on: 'devices/controller',
  where: { type: 'pci' },
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><controller type="pci" index="0" model="{pci-root -> pcie-root}"/></devices>`,
  },
  *check(controller, { domain, target }) {
    if (controller.text('type') !== 'pci') return
    const [model, index] = [controller.text('model'), controller.number('index')]
    const isRoot = model === 'pci-root' || model === 'pcie-root'
    const takesZero = !isRoot && index === undefined && isFirstWithoutIndex(controller, domain)
    const { root: expected, machine, kind, hasPci } = boardOf(domain, target)
    // On a machine without PCI, old libvirt releases accept a root controller, and refuse other PCI controllers that have no
    // <model name>. Newer releases refuse a root controller, and find no bus for other controllers, which the rule pci-slot
    // reports. Without a target, the rule accepts the root controller.
    const isOld = isBefore(target, '11.9.0')
    const isNew = target.libvirt !== undefined && !isOld
    if (!hasPci && (isRoot ? isNew : isOld && !controller.has('modelName'))) {
      const name = machine === '' ? 'default machine' : `machine "${machine}"`
      yield controller.report('.', `the ${name} has no PCI`, 'use the machine virt')
      return
    }
    const roots = isRoot
      ? domain.each('devices/controller').filter(one => one.text('model') === model)
      : []
    // A root controller that has an index keeps it. Of the root controllers without an index, the first gets index 0.
    const first = roots.find(one => one.number('index') === 0) ?? roots[0]
    if (isRoot && kind !== 'pseries' && index === undefined && first && first !== controller) {
      yield controller.report(
        '.',
        `there is only one ${model} controller`,
        'remove this one, or use a model such as pcie-root-port',
        { related: [first.related('.', 'the other one')] },
      )
    } else if (isRoot && index !== undefined && index !== 0 && kind !== 'pseries') {
      yield controller.report(
        'index',
        `a ${model} controller must have the index 0, not ${index}`,
        'set index: 0, or use a model such as pcie-root-port',
      )
    } else if (
      (index ?? (isRoot ? 0 : undefined)) === 0 &&
      model !== undefined &&
      expected !== undefined &&
      model !== expected
    ) {
      yield controller.report(
        'model',
        `PCI controller 0 of the machine "${machine}" is a ${expected}, not a ${model}`,
        `set model: '${expected}', or leave the controller to libvirt`,
      )
    } else if (takesZero && model !== undefined && expected !== undefined) {
      yield controller.report(
        '.',
        `this ${model} gets the index 0, but PCI controller 0 of the machine "${machine}" is a ${expected}`,
        'set the index 1, or put the root controller in front',
      )
    }
    if (!isRoot) return
    const address = controller.first('address')
    if (address)
      yield address.report(
        '.',
        `a ${model} controller cannot have an address`,
        'remove the address',
      )
    if (index === 0 && controller.has('target/node')) {
      yield controller.report(
        'target/node',
        'PCI controller 0 cannot belong to a NUMA node',
        'remove node, or add an expander bus for the node',
      )
    }
  },
})

// Whether libvirt gives the index 0 to this controller. libvirt gives the lowest free index to the first PCI controller
// without an index.
function isFirstWithoutIndex(controller: Cursor<Controller>, domain: DomainCursor): boolean {
  const all = domain.each('devices/controller')
  const first = all.find(one => one.text('type') === 'pci' && !one.has('index'))
  return (
    first === controller &&
    !all.some(one => one.text('type') === 'pci' && one.number('index') === 0)
  )
}
