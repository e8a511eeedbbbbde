import type { Here } from '../here.ts'
import { devices, down, place, spelled } from '../look.ts'
import { sharesMemory, sharingMemory } from '../memory.ts'
import { QEMU, type Rule } from './rule.ts'

/** A device that another program serves reads and writes the guest's memory, which has to be shared with it. */
export const sharedMemory: Rule = {
  code: 'VMC2404',
  slug: 'shared-memory',
  severity: 'error',
  title: 'device that needs shared memory',
  help: "Other programs serve virtiofs, passt and vhost-user, and the guest's memory is shared with them: <memoryBacking> has an <access> of mode shared.",
  hypervisors: QEMU,
  about: ['devices/filesystem', 'devices/interface', 'devices/disk'],
  wrong: {
    xml: `<devices>
  <filesystem type="mount">
    <driver type="virtiofs"/>
    <source dir="/srv"/>
    <target dir="srv"/>
  </filesystem>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount">
    <driver type="virtiofs"/>
    <source dir="/srv"/>
    <target dir="srv"/>
  </filesystem>
</devices>`,
  },
  *check(domain) {
    const strangers: readonly (readonly [Here, string])[] = [
      ...devices(domain, 'filesystem')
        .filter(one => spelled(down(one, 'driver'), 'type') === 'virtiofs')
        .map(one => [one, 'virtiofs'] as const),
      ...devices(domain, 'interface')
        .filter(one => spelled(one, 'type') === 'vhostuser')
        .filter(one => spelled(down(one, 'backend'), 'type') === 'passt')
        .map(one => [one, 'a vhost-user card of passt'] as const),
      ...devices(domain, 'disk')
        .filter(one => spelled(one, 'type') === 'vhostuser')
        .map(one => [one, 'a vhost-user disk'] as const),
    ]
    if (strangers.length === 0 || sharesMemory(domain)) return
    for (const [here, what] of strangers) {
      yield {
        message: `${what} needs shared memory`,
        ...place(here),
        help: 'share it: .sharedMemory()',
        fix: sharingMemory(domain),
      }
    }
  },
}
