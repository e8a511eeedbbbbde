import { rule } from '../../check/rule.ts'

/** A PCI host device should specify whether libvirt detaches the device from the host. */
export const hostdevManaged = rule({
  code: 'VMC2704',
  slug: 'hostdev-managed',
  severity: 'info',
  title: 'PCI host device has no attribute "managed"',
  help: 'With managed="yes", libvirt detaches the PCI device from its driver on the host when the guest starts, and reattaches the device when the guest stops. With managed="no", which is the default, you must detach the device yourself. Set the attribute "managed".',
  for: 'qemu',
  source: 'advice: the guest does not start while a driver of the host uses the device',
  on: 'devices/hostdev',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci" { -> managed="yes"}>
    <source><address domain="0" bus="6" slot="2" function="0"/></source>
  </hostdev>
</devices>`,
  },
  *check(hostdev) {
    if (hostdev.text('type') !== 'pci' || hostdev.has('managed')) return
    yield hostdev.report(
      '.',
      'libvirt does not detach this device from the host, because managed is not set',
      "set managed: 'yes', or 'no' if you detach the device yourself",
    )
  },
})
