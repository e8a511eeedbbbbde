import { rule } from '../../check/rule.ts'

/** Port forwarding from the host to the guest requires passt. */
export const netPortForward = rule({
  code: 'VMC2402',
  slug: 'net-port-forward',
  severity: 'error',
  title: 'port forwarding requires passt',
  help: 'libvirt refuses <portForward> on a NIC without the backend "passt", which only NICs of type "user" and "vhostuser" can have. Set the backend, or remove <portForward>.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainNetDefValidate',
  since: { libvirt: '11.1.0' },
  on: 'devices/interface',
  needs: 'portForward',
  example: {
    xml: `<devices>
  <interface type="user">
    <portForward proto="tcp"><range start="2222" to="22"/></portForward>
    { -> <backend type="passt"/>}
  </interface>
</devices>`,
  },
  *check(nic) {
    const forward = nic.first('portForward')
    if (!forward || nic.text('backend/type') === 'passt') return
    yield forward.report(
      '.',
      'port forwarding needs the backend "passt"',
      "set backend: { type: 'passt' }",
    )
  },
})
