import { rule } from '../../check/rule.ts'

/** Port forwarding from the host to the guest requires passt. */
export const netPortForward = rule({
  code: 'VMC2402',
  slug: 'net-port-forward',
  severity: 'error',
  title: 'port forwarding requires passt',
  help: 'Port forwarding works only on a NIC with the backend "passt", which requires the NIC type "user" or "vhostuser". Set the backend, or remove <portForward>.',
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
