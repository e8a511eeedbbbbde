import { lookup } from '../../schema/lookup.ts'
import { down, place } from '../look.ts'
import { archOf, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** A machine is one of its architecture. */
export const machineArch: Rule = {
  code: 'VMC2146',
  slug: 'machine-arch',
  severity: 'warning',
  title: 'machine of another architecture',
  help: 'The machines pc, q35 and microvm are for x86; virt for aarch64, arm and riscv64; pseries for ppc64; s390-ccw-virtio for s390x.',
  hypervisors: QEMU,
  about: ['os/type/machine'],
  wrong: {
    ts: ".hvm({ arch: 'aarch64', machine: 'q35' })",
    xml: '<os><type arch="aarch64" machine="q35">hvm</type></os>',
  },
  right: {
    ts: ".hvm({ arch: 'aarch64', machine: 'virt' })",
    xml: '<os><type arch="aarch64" machine="virt">hvm</type></os>',
  },
  *check(domain) {
    const type = down(domain, 'os', 'type')
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    if (!type || arch === undefined || machine === undefined) return
    const wanted = ARCHS.find(([name]) => name.test(machine))?.[1]
    if (!wanted || wanted.test(arch)) return
    const right = lookup(MACHINES, arch)
    yield {
      message: `the machine "${machine}" is none of ${arch}`,
      ...place(type, 'machine'),
      help: right === undefined ? 'leave one of the two out' : `use ${right}, or leave arch out`,
    }
  },
}

const ARCHS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(pc|q35|isapc|microvm)(-|$)/, /^(i686|x86_64)$/],
  [/^virt(-|$)/, /^(arm|aarch64|riscv|loongarch|m68k|or1k|openrisc)/],
  [/^pseries(-|$)/, /^ppc64/],
  [/^s390-(ccw-)?virtio/, /^s390/],
]
const MACHINES: Readonly<Record<string, string>> = {
  x86_64: 'q35 or pc',
  i686: 'pc',
  aarch64: 'virt',
  riscv64: 'virt',
  ppc64: 'pseries',
  ppc64le: 'pseries',
  s390x: 's390-ccw-virtio',
}
