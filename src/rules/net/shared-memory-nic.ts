import { sharedMemoryFix, sharesMemory } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'

/** The program that serves a vhost-user NIC reads and writes packets in the memory of the guest. */
export const sharedMemoryNic = rule({
  code: 'VMC2405',
  slug: 'shared-memory-nic',
  severity: 'warning',
  title: 'vhost-user NIC requires shared memory',
  help: 'Without shared memory the virtual switch cannot read the memory of the guest, so no packet passes. Older releases of libvirt start the guest anyway, newer ones refuse it.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefNetwork, in 11.3.0; advice for 9.0.0, which starts the guest',
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
    // shared-memory reports passt.
    if (nic.text('backend/type') === 'passt' || sharesMemory(domain)) return
    yield nic.report(
      'type',
      'no packet passes this NIC without shared memory',
      'share the memory: .sharedMemory()',
      { fix: sharedMemoryFix(domain) },
    )
  },
})
