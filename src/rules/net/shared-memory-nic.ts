import { sharedMemoryFix, sharesMemory } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'

/** A vhost-user NIC requires shared guest memory, because another process reads and writes its packets there. */
export const sharedMemoryNic = rule({
  code: 'VMC2405',
  slug: 'shared-memory-nic',
  severity: 'warning',
  title: 'vhost-user NIC requires shared memory',
  help: 'The virtual switch of a vhost-user NIC accesses the memory of the guest. Without shared memory, libvirt before 11.3 starts the guest, but the NIC transfers no packets. libvirt 11.3 and newer refuse the domain, which the rule shared-memory reports. Add <access mode="shared"/> to <memoryBacking>.',
  for: 'qemu',
  source:
    'advice for 9.0.0, which starts the guest; qemuValidateDomainDeviceDefNetwork of 11.3.0 refuses it',
  until: { libvirt: '11.3.0' },
  on: 'devices/interface',
  example: {
    xml: `{ -> <memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>}
<devices>
  <interface type="vhostuser">
    <source type="unix" path="/run/vhost0.sock" mode="server"/>
    <model type="virtio"/>
  </interface>
</devices>`,
  },
  *check(nic, { domain }) {
    if (nic.text('type') !== 'vhostuser') return
    // This rule skips NICs with the backend passt, because the rule shared-memory reports them.
    if (nic.text('backend/type') === 'passt' || sharesMemory(domain)) return
    yield nic.report(
      'type',
      'no packet passes this NIC without shared memory',
      'share the memory: .sharedMemory(), in XML <memoryBacking><access mode="shared"/></memoryBacking>',
      { fix: sharedMemoryFix(domain) },
    )
  },
})
