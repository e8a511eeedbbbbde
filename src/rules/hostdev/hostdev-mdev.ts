import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Hostdev } from '../../schema/domain/hostdev.ts'

/**
 * A mediated device needs an address that its model supports. Its display requires graphics, and only one device can have
 * ramfb.
 */
export const hostdevMdev = rule({
  code: 'VMC2702',
  slug: 'hostdev-mdev',
  severity: 'error',
  title: 'mediated device has an invalid display, ramfb or address',
  help: 'A mediated device with display="on" requires graphics in the guest. Only one mediated or PCI device can have ramfb. The address of a vfio-pci device must have the type "pci", and the address of a vfio-ccw device the type "ccw". Correct or remove the setting.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainMdevDefVFIOPCI; domain_validate.c: virDomainDefHostdevValidate; domain_postparse.c: virDomainHostdevDefPostParse',
  on: 'devices',
  needs: 'hostdev/ramfb',
  where: { 'hostdev/type': 'mdev' },
  example: {
    xml: `<devices>
  { -> <graphics type="vnc"/>}
  <hostdev mode="subsystem" type="mdev" model="vfio-pci" display="on">
    <source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source>
  </hostdev>
</devices>`,
  },
  *check(devices) {
    const mdevs = devices.each('hostdev').filter(one => one.text('type') === 'mdev')
    for (const mdev of mdevs) {
      if (mdev.text('display') === 'on' && devices.each('graphics').length === 0) {
        yield mdev.report(
          'display',
          'display="on" requires graphics, which the guest does not have',
          'add graphics, such as .graphics(vnc()), in XML <graphics type="vnc"/>, or remove display',
        )
      }
      yield* checkAddress(mdev)
    }
    const [first, second] = devices.each('hostdev').filter(one => one.text('ramfb') === 'on')
    if (!first || !second) return
    yield second.report('ramfb', 'two devices have ramfb', 'set ramfb for only one of them', {
      related: [first.related('ramfb', 'the first is here')],
    })
  },
})

const ADDRESS_TYPES = new Map([
  ['vfio-pci', 'pci'],
  ['vfio-ccw', 'ccw'],
])

function* checkAddress(mdev: Cursor<Hostdev>): Generator<RuleFinding> {
  const [model, type] = [mdev.text('model'), mdev.text('address/type')]
  if (model === undefined || type === undefined) return
  const expected = ADDRESS_TYPES.get(model)
  // libvirt ignores the address of a vfio-ap device, so this rule skips it.
  if (expected === undefined || type === expected) return
  yield mdev.report(
    'address/type',
    `a mediated device of model "${model}" cannot have an address of type "${type}"`,
    `use an address of type '${expected}', or leave it to libvirt`,
  )
}
