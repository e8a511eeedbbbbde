import { down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** An emulated guest has no CPU of the host. */
export const cpuHostKvm: Rule = {
  code: 'VMC2130',
  slug: 'cpu-host-kvm',
  severity: 'warning',
  title: "host's CPU for a guest that is emulated",
  help: 'The mode "host-passthrough" needs KVM or another accelerator. Under plain emulation, "maximum" has all that QEMU can emulate.',
  hypervisors: ['qemu'],
  about: ['cpu/mode'],
  wrong: {
    ts: ".type('qemu').cpu({ mode: 'host-passthrough' })",
    xml: '<domain type="qemu"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os><cpu mode="host-passthrough"/></domain>',
  },
  right: {
    ts: ".type('qemu').cpu({ mode: 'maximum' })",
    xml: '<domain type="qemu"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os><cpu mode="maximum"/></domain>',
  },
  *check(domain) {
    const cpu = down(domain, 'cpu')
    if (!cpu || spelled(cpu, 'mode') !== 'host-passthrough') return
    yield {
      message: 'a domain of type "qemu" is emulated, and cannot have the CPU of the host',
      ...place(cpu, 'mode'),
      help: "make the domain one of type 'kvm', or say mode: 'maximum'",
    }
  },
}
