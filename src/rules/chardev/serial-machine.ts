import { archOf, isPseries, isVirt, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The machine must support the type and model of a serial port. */
export const serialMachine = rule({
  code: 'VMC2505',
  slug: 'serial-machine',
  severity: 'error',
  title: 'type of serial port does not exist on the machine',
  help: 'The serial port type spapr-vio-serial exists only on pSeries, sclp-serial only on s390, and isa-debug only on PCs. The type system-serial exists only on Arm boards, with the model pl011, and on RISC-V and LoongArch boards, with the model 16550a. Leave the type out: libvirt then chooses a type that the machine has.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainChrDef; domain_postparse.c: virDomainChrDefPostParse',
  on: 'devices/serial/target',
  example: {
    xml: `<os><type arch="{x86_64 -> aarch64}" machine="{pc -> virt}">hvm</type></os>
<devices>
  <serial type="pty"><target type="system-serial"><model name="pl011"/></target></serial>
</devices>`,
  },
  *check(target, { domain }) {
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    const type = target.text('type')
    if (arch === undefined || machine === undefined || type === undefined) return
    const archs = ARCHS.get(type)
    if (!archs) return
    if (archs.test(arch) && (type !== 'spapr-vio-serial' || isPseries(domain))) {
      const model = target.text('model/name')
      const isArm = /^(arm|aarch64)/.test(arch)
      const fits = model === 'pl011' ? isArm && isVirt(domain) : model !== '16550a' || !isArm
      if (fits) return
      yield target.report(
        'model/name',
        `the machine "${machine}" on ${arch} does not support serial ports of model "${model}"`,
        'leave the model out',
      )
      return
    }
    yield target.report(
      'type',
      `the machine "${machine}" on ${arch} does not support serial ports of type "${type}"`,
      'leave the type out',
    )
  },
})

const ARCHS = new Map([
  ['isa-debug', /^(i686|x86_64)/],
  ['spapr-vio-serial', /^ppc64/],
  ['sclp-serial', /^s390/],
  ['system-serial', /^(arm|aarch64|riscv|loongarch)/],
])
