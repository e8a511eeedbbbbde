import { rule } from '../../check/rule.ts'

/** The machine must exist on the architecture of the guest. */
export const machineArch = rule({
  code: 'VMC2146',
  slug: 'machine-arch',
  severity: 'error',
  title: 'machine belongs to another architecture',
  help: 'The machines pc, q35 and microvm exist only on x86. The machine virt does not exist on x86, but on architectures such as aarch64, arm and riscv64. The machine pseries exists only on ppc64, and s390-ccw-virtio only on s390x. Change the machine or the architecture.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'os/type',
  needs: 'machine',
  example: {
    ts: ".hvm({ arch: 'aarch64', machine: '{q35 -> virt}' })",
    xml: '<os><type arch="aarch64" machine="{q35 -> virt}">hvm</type></os>',
  },
  *check(type) {
    const arch = type.text('arch')
    const machine = type.text('machine')
    if (arch === undefined || machine === undefined) return
    const expected = ARCHS.find(([name]) => name.test(machine))?.[1]
    if (!expected || expected.test(arch)) return
    const fitting = MACHINES.get(arch)
    yield type.report(
      'machine',
      `the architecture ${arch} has no machine "${machine}"`,
      fitting === undefined
        ? 'leave out the machine or arch'
        : `use the machine ${fitting}, or leave arch out`,
    )
  },
})

const ARCHS: readonly (readonly [machine: RegExp, arch: RegExp])[] = [
  [/^(pc|q35|isapc|microvm)(-|$)/, /^(i686|x86_64)$/],
  [/^virt(-|$)/, /^(arm|aarch64|riscv|loongarch|m68k|or1k|openrisc)/],
  [/^pseries(-|$)/, /^ppc64/],
  [/^s390-(ccw-)?virtio/, /^s390/],
]

/** For each architecture, the machines that a help text suggests. */
const MACHINES = new Map([
  ['x86_64', 'q35 or pc'],
  ['i686', 'pc'],
  ['aarch64', 'virt'],
  ['riscv64', 'virt'],
  ['ppc64', 'pseries'],
  ['ppc64le', 'pseries'],
  ['s390x', 's390-ccw-virtio'],
])
