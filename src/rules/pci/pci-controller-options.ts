import { isI440fx, isPseries, isQ35 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A PCI controller can have only a model name and target attributes that its model supports. */
export const pciControllerOptions = rule({
  code: 'VMC2317',
  slug: 'pci-controller-options',
  severity: 'error',
  title: 'option not supported by the model of the PCI controller',
  help: 'Each model of PCI controller supports only its own <model name>. Its <target> supports only certain attributes: a bus number for an expander bus, a chassis number for a bridge, and a chassis and a port for a PCI Express port. Remove the option: libvirt sets the options that the controller needs.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerPCI',
  on: 'devices/controller',
  needs: ['modelName', 'target'],
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="1" model="pcie-root-port"><model name="{pxb-pcie -> pcie-root-port}"/></controller>
</devices>`,
  },
  *check(controller, { domain }) {
    const model = controller.text('model') ?? ''
    const isHostBridge = model === 'pci-root' && isPseries(domain)
    const known = OPTIONS.get(isHostBridge ? 'spapr-pci-host-bridge' : model)
    if (controller.text('type') !== 'pci' || !known) return
    // The rule cannot check a pci-root if no machine is set, because libvirt then chooses the machine.
    if (model === 'pci-root' && !isHostBridge && !isI440fx(domain) && !isQ35(domain)) return
    const name = controller.text('modelName/name')
    if (name !== undefined && !known.names.includes(name)) {
      yield controller.report(
        'modelName/name',
        `a PCI controller of model "${model}" cannot be a "${name}"`,
        known.names.length === 0
          ? 'leave out <model>'
          : `use ${known.names.join(' or ')}, or leave out <model>`,
      )
    }
    const target = controller.first('target')
    for (const option of target ? TARGET : []) {
      if (known.target.includes(option) || !target?.has(option)) continue
      yield target.report(
        option,
        `a PCI controller of model "${model}" does not support ${option}`,
        `leave out ${option}`,
      )
    }
  },
})

const TARGET = ['chassisNr', 'chassis', 'port', 'busNr', 'index', 'node', 'hotplug'] as const

interface Options {
  readonly names: readonly string[]
  readonly target: readonly string[]
}

const PORT = ['chassis', 'port', 'hotplug']

const OPTIONS: ReadonlyMap<string, Options> = new Map(
  Object.entries({
    'pci-root': { names: [], target: ['hotplug'] },
    'spapr-pci-host-bridge': { names: ['spapr-pci-host-bridge'], target: ['index', 'node'] },
    'pcie-root': { names: [], target: [] },
    'pci-bridge': { names: ['pci-bridge'], target: ['chassisNr', 'hotplug'] },
    'dmi-to-pci-bridge': { names: ['i82801b11-bridge'], target: ['hotplug'] },
    'pcie-to-pci-bridge': { names: ['pcie-pci-bridge'], target: ['hotplug'] },
    'pcie-root-port': { names: ['ioh3420', 'pcie-root-port'], target: PORT },
    'pcie-switch-upstream-port': { names: ['x3130-upstream'], target: ['hotplug'] },
    'pcie-switch-downstream-port': { names: ['xio3130-downstream'], target: PORT },
    'pci-expander-bus': { names: ['pxb'], target: ['busNr', 'node', 'hotplug'] },
    'pcie-expander-bus': { names: ['pxb-pcie'], target: ['busNr', 'node', 'hotplug'] },
  }),
)
