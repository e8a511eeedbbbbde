import { devices, down, place, spelled } from '../look.ts'
import { sharesMemory, sharingMemory } from '../memory.ts'
import { QEMU, type Rule } from './rule.ts'

/** A vhost-user card starts without shared memory, and then passes no packet. */
export const sharedMemoryNic: Rule = {
  code: 'VMC2405',
  slug: 'shared-memory-nic',
  severity: 'warning',
  title: 'vhost-user card without shared memory',
  help: 'libvirt takes it, and the guest starts, but the switch cannot read the memory of the guest and no packet passes.',
  hypervisors: QEMU,
  about: ['devices/interface'],
  wrong: {
    xml: `<devices>
  <interface type="vhostuser">
    <source type="unix" path="/run/vhost0.sock" mode="server"/>
    <model type="virtio"/>
  </interface>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <interface type="vhostuser">
    <source type="unix" path="/run/vhost0.sock" mode="server"/>
    <model type="virtio"/>
  </interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      if (spelled(nic, 'type') !== 'vhostuser') continue
      // passt is refused without it.
      if (spelled(down(nic, 'backend'), 'type') === 'passt' || sharesMemory(domain)) continue
      yield {
        message: 'this card passes no packet without shared memory',
        ...place(nic, 'type'),
        help: 'share it: .sharedMemory()',
        fix: sharingMemory(domain),
      }
    }
  },
}
