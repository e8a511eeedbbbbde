import { canTagVlan, nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Only some NICs support several queues, a VLAN or a network filter. */
export const netStart = rule({
  code: 'VMC2493',
  slug: 'net-start',
  severity: 'warning',
  title: 'libvirt does not start a guest with this NIC setting',
  help: 'libvirt accepts this definition, but does not start the guest. Only tap devices, macvtap, vhost-user and vDPA support several queues. A VLAN tag requires an Open vSwitch bridge, an assigned device, macvtap in passthrough mode or, from libvirt 11.0.0, a Linux bridge. A NIC with a virtual port cannot have a network filter. Remove the setting, or change the type.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainValidateActualNetDef; domain_validate.c: virDomainActualNetDefValidate',
  on: 'devices/interface',
  needs: ['driver/queues', 'filterref', 'vlan'],
  example: {
    xml: '<devices><interface type="{user -> bridge}">{ -> <source bridge="br0"/>}<model type="virtio"/><driver queues="4"/></interface></devices>',
  },
  *check(nic, { target }) {
    const type = nic.text('type')
    if (type === undefined) return
    // libvirt reads virtio options only on a virtio NIC that is not a device of the host, so this rule checks them only
    // there.
    const isVirtio = nicModelOf(nic)?.startsWith('virtio') === true
    if (nic.has('driver/queues') && isVirtio && !WITH_QUEUES.includes(type))
      yield nic.report(
        'driver/queues',
        `a NIC of type "${type}" cannot have several queues`,
        'leave queues out',
      )
    const port = nic.text('virtualport/type')
    if (WITH_FILTER.includes(type) && nic.has('filterref') && port !== undefined)
      yield nic.report(
        'filterref',
        `a NIC with a virtual port of type "${port}" cannot have a network filter`,
        'leave <filterref> out',
      )
    // From libvirt 12.9, the rule net-vlan reports the VLAN, because libvirt then refuses the definition. The first release
    // that refuses the definition is not known.
    if (
      isBefore(target, '12.9.0') &&
      nic.has('vlan') &&
      !canTagVlan(nic, !isBefore(target, '11.0.0'))
    )
      yield nic.report('vlan', `a NIC of type "${type}" cannot tag a VLAN here`, 'leave <vlan> out')
  },
})

const WITH_QUEUES = ['network', 'bridge', 'direct', 'ethernet', 'vhostuser', 'vdpa', 'hostdev']

/** The NIC types that support a network filter. The rule net-filter-ignored reports a filter on a NIC of another type. */
const WITH_FILTER = ['network', 'bridge', 'ethernet']
