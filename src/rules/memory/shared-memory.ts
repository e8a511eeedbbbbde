import type { Cursor } from '../../check/cursor.ts'
import { sharedMemoryFix, sharesMemory } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import { isBefore } from '../../check/target.ts'
import type { Disk } from '../../schema/domain/disk.ts'
import type { Filesystem } from '../../schema/domain/filesystem.ts'
import type { Nic } from '../../schema/domain/interface.ts'

/** If a device runs in another process, or is hardware of the host, the memory of the guest must be shared. */
export const sharedMemory = rule({
  code: 'VMC2404',
  slug: 'shared-memory',
  severity: 'error',
  title: 'device requires shared memory',
  help: 'A device that uses virtiofs, passt or vhost-user runs in a process other than QEMU. A vDPA disk runs on hardware of the host. Such a process or hardware can access the memory of the guest only if the memory is shared. Add <access mode="shared"/> to <memoryBacking>.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefVhostUserRequireSharedMemory',
  on: ['devices/filesystem', 'devices/interface', 'devices/disk'],
  where: { type: ['vhostuser', 'vhostvdpa'], 'driver/type': 'virtiofs' },
  example: {
    xml: `{ -> <memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>}
<devices>
  <filesystem type="mount">
    <driver type="virtiofs"/>
    <source dir="/srv"/>
    <target dir="srv"/>
  </filesystem>
</devices>`,
  },
  *check(device, { domain, target }) {
    const what = otherProcess(device, target)
    if (what === undefined || sharesMemory(domain)) return
    yield device.report(
      '.',
      `${what} requires shared memory`,
      'share it: .sharedMemory(), in XML <memoryBacking><access mode="shared"/></memoryBacking>',
      {
        fix: sharedMemoryFix(domain),
      },
    )
  },
})

/**
 * The name, for messages, of a device that another process serves. `undefined` for any other device. Before libvirt 11.3, the
 * result is also `undefined` for a vhost-user NIC without passt, because the rule shared-memory-nic reports such a NIC.
 */
function otherProcess(device: Cursor<Filesystem | Nic | Disk>, target: Target): string | undefined {
  if (device.name === 'filesystem')
    return device.text('driver/type') === 'virtiofs' ? 'virtiofs' : undefined
  if (device.name === 'disk' && device.text('type') === 'vhostvdpa') return 'a vDPA disk'
  if (device.text('type') !== 'vhostuser') return undefined
  if (device.name === 'disk') return 'a vhost-user disk'
  if (device.text('backend/type') === 'passt') return 'a vhost-user NIC with passt'
  return isBefore(target, '11.3.0') ? undefined : 'a vhost-user NIC'
}
