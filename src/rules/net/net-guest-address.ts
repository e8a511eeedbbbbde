import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/**
 * QEMU can give the guest an IP address only through a NIC of type "user" or a NIC with the backend passt, and a route only
 * through a NIC with the backend passt.
 */
export const netGuestAddress = rule({
  code: 'VMC2475',
  slug: 'net-guest-address',
  severity: 'error',
  title: 'NIC cannot set an IP address or a route in the guest',
  help: 'Only a NIC of type "user" or with the backend passt can set an IP address in the guest. Only the backend passt can set a route in the guest. Remove <ip> or <route>, and configure the address inside the guest, or reserve an address for the MAC address in the DHCP server. The DHCP server of a libvirt network is configured in its <dhcp>.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNetwork',
  on: 'devices/interface',
  needs: ['route', 'ip'],
  example: {
    xml: `<devices><interface type="network">
  <source network="default"/>{<ip address="10.0.0.5" family="ipv4"/> -> }
</interface></devices>`,
  },
  *check(nic, { target }) {
    const type = nic.text('type')
    // libvirt 9.0 does not check NICs of type "vdpa", so the rule checks them only for newer releases.
    if (type === 'vdpa' && isBefore(target, '11.3.0')) return
    const isPasst = nic.text('backend/type') === 'passt'
    const route = nic.first('route')
    if (route && (!isPasst || isBefore(target, '11.4.0')))
      yield route.report('.', 'QEMU cannot set routes in the guest', 'set the route in the guest')
    const ip = nic.first('ip')
    if (!ip || type === undefined || type === 'user' || (type === 'vhostuser' && isPasst)) return
    yield ip.report(
      '.',
      `a NIC of type "${type}" cannot set the address of the guest`,
      type === 'network'
        ? 'leave out <ip>, and reserve the address in the <dhcp> of the network'
        : 'leave out <ip>, and set the address in the guest',
    )
  },
})
