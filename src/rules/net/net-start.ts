import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import { isBefore } from '../../check/target.ts'
import type { Nic } from '../../schema/domain/interface.ts'

/** Only some NICs support several queues, a VLAN or a network filter. */
export const netStart = rule({
  code: 'VMC2493',
  slug: 'net-start',
  severity: 'warning',
  title: 'NIC setting that prevents the guest from starting',
  help: 'libvirt accepts the definition, but refuses to start the guest. Only tap devices, macvtap, vhost-user and vDPA support several queues. Only Open vSwitch bridges, assigned devices, macvtap in passthrough mode and, since libvirt 11.0.0, Linux bridges can tag a VLAN. A NIC with a virtual port cannot have a network filter. Remove the setting, or change the type.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainValidateActualNetDef; domain_validate.c: virDomainActualNetDefValidate',
  on: 'devices/interface',
  example: {
    xml: '<devices><interface type="{user -> bridge}">{ -> <source bridge="br0"/>}<model type="virtio"/><driver queues="4"/></interface></devices>',
  },
  *check(nic, { target }) {
    const type = nic.text('type')
    if (type === undefined) return
    // libvirt reads the options of virtio only for a virtio NIC that is not a device of the host.
    const isVirtio = nic.text('model/type')?.startsWith('virtio') === true
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
    yield* checkVlan(nic, type, isBefore(target, '11.0.0'))
  },
})

const WITH_QUEUES = ['network', 'bridge', 'direct', 'ethernet', 'vhostuser', 'vdpa', 'hostdev']

/** The rule net-filter-ignored reports a filter on other NICs. */
const WITH_FILTER = ['network', 'bridge', 'ethernet']

// The rule skips a NIC of type "network", because its network decides whether the NIC can have a VLAN.
function* checkVlan(nic: Cursor<Nic>, type: string, isOld: boolean): Generator<RuleFinding> {
  if (!nic.has('vlan') || type === 'network' || type === 'hostdev') return
  if (type === 'direct' && nic.text('source/mode') === 'passthrough') return
  if (type === 'bridge') {
    const port = nic.first('virtualport')
    if (port ? port.text('type') === 'openvswitch' : !isOld) return
  }
  yield nic.report('vlan', `a NIC of type "${type}" cannot tag a VLAN here`, 'leave <vlan> out')
}
