import { clashes, problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** A virtio-serial device needs a port that exists on its controller and that no other device uses. */
export const virtioSerialPort = rule({
  code: 'VMC2321',
  slug: 'virtio-serial-port',
  severity: 'error',
  title: 'virtio-serial port is already used or does not exist',
  help: 'A virtio-serial controller has the ports 0 to 30. If the controller has the attribute "ports", this attribute is the number of ports. Each channel or console needs its own port. Port 0 is reserved for virtio consoles. Change the port, or leave the addresses out: libvirt then assigns the ports.',
  for: 'qemu',
  source:
    'domain_addr.c: virDomainVirtioSerialAddrReserve; domain_addr.c: virDomainVirtioSerialAddrNextFromController',
  on: 'devices',
  example: {
    xml: `<devices>
  <channel type="pty"><target type="virtio" name="a"/><address type="virtio-serial" controller="0" bus="0" port="1"/></channel>
  <channel type="pty"><target type="virtio" name="b"/><address type="virtio-serial" controller="0" bus="0" port="{1 -> 2}"/></channel>
</devices>`,
  },
  *check(_, { domain, target }) {
    yield* clashes(domain, target, 'virtio-serial-taken', 'port', '', HELP)
    for (const problem of problemsOf(domain, target, 'virtio-serial-port')) {
      const { device, controller, ports } = problem
      const { address } = device
      const port = address?.type === 'virtio-serial' ? address.port : 0
      yield reportAt(
        domain,
        device,
        'port',
        `virtio-serial controller ${controller.index} has no port ${port}`,
        ports > 1 ? `use a port from 1 to ${ports - 1}` : 'give the controller more ports',
      )
    }
    for (const { device, controller } of problemsOf(domain, target, 'virtio-serial-full'))
      yield reportAt(
        domain,
        device,
        'controller',
        `virtio-serial controller ${controller} has no free port for this device`,
        'use another controller, or give this one more ports',
      )
  },
})

const HELP = 'give each device its own port, or leave the addresses to libvirt'
