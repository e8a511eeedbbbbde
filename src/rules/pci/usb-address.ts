import { clashes, problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** A USB device needs a port that exists and that no other device uses. */
export const usbAddress = rule({
  code: 'VMC2306',
  slug: 'usb-address',
  severity: 'error',
  title: 'USB port is already used or does not exist',
  help: 'A USB port accepts only one device. Port 1.2 is port 2 of the hub at port 1. A hub has 8 ports, and must be a device of the domain: <hub type="usb">. Change the port, or remove the addresses: libvirt then assigns the ports.',
  for: 'qemu',
  source:
    'domain_addr.c: virDomainUSBAddressFindPort; domain_addr.c: virDomainUSBAddressReserve; domain_addr.c: virDomainUSBAddressAssign',
  on: 'devices',
  example: {
    xml: `<devices>
  <input type="mouse" bus="usb"><address type="usb" bus="0" port="1"/></input>
  <input type="tablet" bus="usb"><address type="usb" bus="0" port="{1 -> 2}"/></input>
</devices>`,
  },
  *check(_, { domain, target }) {
    yield* clashes(domain, target, 'usb-taken', 'port', '', HELP)
    for (const { device, port, hub, bus } of problemsOf(domain, target, 'usb-no-hub'))
      yield reportAt(
        domain,
        device,
        'port',
        `port ${port} needs a hub at USB bus ${bus} port ${hub}, which the domain does not have`,
        'add the hub, or use a port of the controller',
      )
    for (const { device, port, ports, isHub } of problemsOf(domain, target, 'usb-port'))
      yield reportAt(
        domain,
        device,
        'port',
        `the USB ${isHub ? 'hub' : 'controller'} has no port ${port.split('.').at(-1)}`,
        `use a port from 1 to ${ports}`,
      )
    for (const { device, bus } of problemsOf(domain, target, 'usb-no-bus'))
      yield reportAt(
        domain,
        device,
        'bus',
        `USB controller ${bus} does not exist`,
        `add .controller(usbController('qemu-xhci').index(${bus})), in XML <controller type="usb" index="${bus}" model="qemu-xhci"/>`,
      )
    for (const { device } of problemsOf(domain, target, 'usb-full'))
      yield reportAt(
        domain,
        device,
        '.',
        'no USB port is free for this device',
        'use a controller with more ports, or add a hub',
      )
  },
})

const HELP = 'give each device its own port, or leave the ports to libvirt'
