import { devices, down, each, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Ports are forwarded to the guest by passt. */
export const netPortForward: Rule = {
  code: 'VMC2402',
  slug: 'net-port-forward',
  severity: 'error',
  title: 'port forwarding without passt',
  help: 'Only the backend passt forwards ports, for cards of type "user" and "vhostuser".',
  hypervisors: QEMU,
  about: ['devices/interface/portForward'],
  wrong: {
    xml: `<devices>
  <interface type="user">
    <portForward proto="tcp"><range start="2222" to="22"/></portForward>
  </interface>
</devices>`,
  },
  right: {
    xml: `<devices>
  <interface type="user">
    <portForward proto="tcp"><range start="2222" to="22"/></portForward>
    <backend type="passt"/>
  </interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const [forward] = each(nic, 'portForward')
      if (!forward || spelled(down(nic, 'backend'), 'type') === 'passt') continue
      yield {
        message: 'without passt, nobody forwards ports',
        ...place(forward),
        help: "say backend: { type: 'passt' }",
      }
    }
  },
}
