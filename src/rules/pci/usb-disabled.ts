import type { Cursor } from '../../check/cursor.ts'
import { busOf } from '../../check/facts/disks.ts'
import { archOf } from '../../check/facts/machine.ts'
import { nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'

/** A domain with USB turned off cannot have USB devices. */
export const usbDisabled = rule({
  code: 'VMC2305',
  slug: 'usb-disabled',
  severity: 'error',
  title: 'USB device or controller in a domain with USB turned off',
  help: 'A USB controller of model "none" turns USB off. Such a domain cannot have other USB controllers or USB devices. Use a model such as qemu-xhci, or remove the other controllers and devices.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainDefControllersParse; qemu_postparse.c: qemuDomainDefAddDefaultDevices; domain_conf.c: virDomainDefParseXML; domain_validate.c: virDomainRedirdevDefValidate; qemu_domain_address.c: qemuDomainUSBAddressAddHubs',
  on: 'devices',
  where: { 'controller/model': 'none' },
  example: {
    xml: `<devices>
  <controller type="usb" model="{none -> qemu-xhci}"/>
  <input type="tablet" bus="usb"/>
</devices>`,
  },
  *check(devices, { domain }) {
    const controllers = devices.each('controller').filter(one => one.text('type') === 'usb')
    const off = controllers.find(one => one.text('model') === 'none')
    if (!off) return
    // libvirt adds a USB keyboard and a USB mouse to a POWER guest with <graphics>, so <graphics> counts as a USB device
    // there.
    const addsInput = archOf(domain)?.startsWith('ppc64') === true
    const usbDevices: readonly Cursor<unknown>[] = [
      ...(addsInput ? devices.each('graphics') : []),
      ...controllers.filter(one => one !== off),
      ...devices.each('hub'),
      ...devices.each('redirdev'),
      ...devices.each('input').filter(one => one.text('bus') === 'usb'),
      ...devices.each('interface').filter(one => nicModelOf(one) === 'usb-net'),
      ...devices.each('serial').filter(one => one.text('target/type') === 'usb-serial'),
      ...devices.each('disk').filter(one => busOf(one) === 'usb'),
      ...devices.each('hostdev').filter(one => one.text('type') === 'usb'),
      ...devices.each('sound').filter(one => one.text('model') === 'usb'),
      ...devices.each('smartcard'),
      ...devices.each('controller').filter(one => one.text('type') === 'ccid'),
    ]
    for (const device of usbDevices) {
      yield device.report(
        '.',
        `this <${device.name}> needs USB, which is off`,
        'remove it, or give the USB controller a model such as qemu-xhci',
        { related: [off.related('model', 'USB is turned off here')] },
      )
    }
  },
})
