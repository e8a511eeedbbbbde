import { nameOfDevice } from '../../check/addresses/device.ts'
import { problemsOf } from '../../check/addresses/problems-of.ts'
import { machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A USB device needs a USB controller, which libvirt does not add on every machine. */
export const usbControllerMissing = rule({
  code: 'VMC2322',
  slug: 'usb-controller-missing',
  severity: 'error',
  title: 'USB device in a guest without a USB controller',
  help: 'libvirt adds a USB controller only on PCs and on pSeries. On other machines, such as virt, add a controller of type "usb", for example with the model "qemu-xhci".',
  for: 'qemu',
  source: 'qemu_domain_address.c: qemuDomainUSBAddressAddHubs',
  on: 'devices',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<devices>{ -> <controller type="usb" model="qemu-xhci"/>}<input type="tablet" bus="usb"/></devices>`,
  },
  *check(devices, { domain, target }) {
    // This rule skips guests in which a controller of model "none" turns USB off, because the rule usb-disabled reports their
    // devices.
    if (devices.each('controller').some(one => one.text('model') === 'none')) return
    const machine = machineOf(domain)
    const owner = machine === undefined ? 'the guest' : `the machine "${machine}"`
    for (const { device } of problemsOf(domain, target, 'usb-none'))
      yield (device.element ?? devices).report(
        '.',
        `${owner} has no USB controller for the ${nameOfDevice(device)}`,
        'add .controller(usbController()), in XML <controller type="usb" model="qemu-xhci"/>',
      )
  },
})
