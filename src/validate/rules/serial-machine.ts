import { lookup } from '../../schema/lookup.ts'
import { devices, down, place, spelled } from '../look.ts'
import { archOf, isPseries, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** A serial port is one of the kind that the machine has. */
export const serialMachine: Rule = {
  code: 'VMC2505',
  slug: 'serial-machine',
  severity: 'error',
  title: 'serial port of another machine',
  help: 'The type spapr-vio-serial is for pSeries, sclp-serial for s390, isa-debug for PCs, system-serial for Arm and RISC-V boards. Left out, it is the right one.',
  hypervisors: QEMU,
  about: ['devices/serial/target/type'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <serial type="pty"><target type="system-serial"><model name="pl011"/></target></serial>
</devices>`,
  },
  right: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<devices>
  <serial type="pty"><target type="system-serial"><model name="pl011"/></target></serial>
</devices>`,
  },
  *check(domain) {
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    if (arch === undefined || machine === undefined) return
    for (const serial of devices(domain, 'serial')) {
      const target = down(serial, 'target')
      const type = spelled(target, 'type')
      const wanted = type === undefined ? undefined : lookup(ARCHS, type)
      if (!target || !wanted) continue
      if (wanted.test(arch) && (type !== 'spapr-vio-serial' || isPseries(domain))) continue
      yield {
        message: `the machine "${machine}" of ${arch} has no serial port of type "${type}"`,
        ...place(target, 'type'),
        help: 'leave the type out',
      }
    }
  },
}

const ARCHS: Readonly<Record<string, RegExp>> = {
  'isa-debug': /^(i686|x86_64)/,
  'spapr-vio-serial': /^ppc64/,
  'sclp-serial': /^s390/,
  'system-serial': /^(arm|aarch64|riscv|loongarch)/,
}
