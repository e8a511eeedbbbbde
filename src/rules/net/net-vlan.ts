import { canTagVlan } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'

/** Only some types of NIC support VLAN tags. */
export const netVlan = rule({
  code: 'VMC2422',
  slug: 'net-vlan',
  severity: 'error',
  title: 'NIC type does not support <vlan>',
  help: 'Only NICs of type "bridge", of type "direct" with mode "passthrough" and of type "hostdev" support <vlan>. Remove <vlan>, or change the type of the NIC.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainActualNetDefValidate; measured with libvirt 12.9.0',
  // Releases before 12.9 refuse the VLAN only when the guest starts, which the rule net-start reports. The first release that
  // refuses the definition is not known.
  since: { libvirt: '12.9.0' },
  on: 'devices/interface',
  needs: 'vlan',
  example: {
    xml: '<devices><interface type="direct"><source dev="eth0" mode="{bridge -> passthrough}"/><model type="virtio"/><vlan><tag id="42"/></vlan></interface></devices>',
  },
  *check(nic) {
    // libvirt checks the virtual port of a NIC of type "bridge" only when the guest starts, so this rule skips such a NIC.
    if (!nic.has('vlan') || nic.text('type') === 'bridge' || canTagVlan(nic, true)) return
    yield nic.report(
      'vlan',
      `a NIC of type "${nic.text('type')}" cannot tag a VLAN here`,
      'leave <vlan> out',
    )
  },
})
