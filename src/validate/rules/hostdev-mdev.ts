import { lookup } from '../../schema/lookup.ts'
import { also, devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A mediated device is plugged in as its model is, and shows something where there is a screen. */
export const hostdevMdev: Rule = {
  code: 'VMC2702',
  slug: 'hostdev-mdev',
  severity: 'error',
  title: 'mediated device that cannot be so',
  help: 'With display="on" the guest has graphics; one device has ramfb; vfio-pci has a PCI address, vfio-ccw a CCW address, and vfio-ap none.',
  hypervisors: QEMU,
  about: ['devices/hostdev'],
  wrong: {
    xml: `<devices>
  <hostdev mode="subsystem" type="mdev" model="vfio-pci" display="on">
    <source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source>
  </hostdev>
</devices>`,
  },
  right: {
    xml: `<devices>
  <graphics type="vnc"/>
  <hostdev mode="subsystem" type="mdev" model="vfio-pci" display="on">
    <source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source>
  </hostdev>
</devices>`,
  },
  *check(domain) {
    const mdevs = devices(domain, 'hostdev').filter(one => spelled(one, 'type') === 'mdev')
    for (const mdev of mdevs) {
      if (spelled(mdev, 'display') === 'on' && devices(domain, 'graphics').length === 0) {
        yield {
          message: 'the device is to show something, and the guest has no graphics',
          ...place(mdev, 'display'),
          help: 'add graphics, as .vnc(), or leave display out',
        }
      }
      const address = down(mdev, 'address')
      const [type, model] = [spelled(address, 'type'), spelled(mdev, 'model')]
      if (!address || type === undefined || model === undefined) continue
      const wanted = lookup(TYPES, model)
      if (type === wanted || type === 'unassigned') continue
      yield {
        message: `a mediated device of model "${model}" has no address of type "${type}"`,
        ...place(address, 'type'),
        help:
          wanted === undefined
            ? 'leave it out'
            : `give it one of type '${wanted}', or leave it to libvirt`,
      }
    }
    const [first, second] = mdevs.filter(one => spelled(one, 'ramfb') === 'on')
    if (!first || !second) return
    yield {
      message: 'two devices have ramfb',
      ...place(second, 'ramfb'),
      help: 'let one of them have it',
      related: [also('the first is here', first, 'ramfb')],
    }
  },
}

const TYPES: Readonly<Record<string, string>> = { 'vfio-pci': 'pci', 'vfio-ccw': 'ccw' }
