import { rule } from '../../check/rule.ts'

/** Only some host devices can have a boot order, a display or `<teaming>`. A guest can have only one vfio-ap device. */
export const hostdevLimits = rule({
  code: 'VMC2791',
  slug: 'hostdev-limits',
  severity: 'error',
  title: 'host device setting not supported by QEMU',
  help: 'A guest cannot boot from a mediated device of model "vfio-pci", and can have only one mediated device of model "vfio-ap". A PCI device with display="on" requires graphics. The <teaming> of a host device must have the type "transient". Remove or correct the setting.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainMdevDefVFIOPCI, qemuValidateDomainMdevDefVFIOAP, qemuValidateDomainDeviceDefHostdev; domain_validate.c: virDomainHostdevDefValidate',
  on: 'devices',
  needs: 'hostdev',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="mdev" model="vfio-pci">
    <source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source>{<boot order="1"/> -> }
  </hostdev>
</devices>`,
  },
  *check(devices) {
    const hostdevs = devices.each('hostdev')
    for (const hostdev of hostdevs) {
      const [type, boot] = [hostdev.text('type'), hostdev.first('boot')]
      if (boot && type === 'mdev' && hostdev.text('model') === 'vfio-pci')
        yield boot.report(
          '.',
          'a guest cannot boot from a mediated device of model "vfio-pci"',
          'leave the boot order out',
        )
      const needsGraphics = type === 'pci' && hostdev.text('display') === 'on'
      if (needsGraphics && devices.each('graphics').length === 0)
        yield hostdev.report(
          'display',
          'display="on" requires graphics, which the guest does not have',
          'add graphics, such as .graphics(vnc()), in XML <graphics type="vnc"/>, or remove display',
        )
      if (hostdev.text('teaming/type') === 'persistent')
        yield hostdev.report(
          'teaming/type',
          'a host device is the transient part of a team',
          'use type="transient", and name the persistent NIC',
        )
    }
    const [first, second] = hostdevs.filter(one => one.text('model') === 'vfio-ap')
    if (!first || !second) return
    yield second.report('.', 'two devices have the model "vfio-ap"', 'keep one of them', {
      related: [first.related('.', 'the first is here')],
    })
  },
})
