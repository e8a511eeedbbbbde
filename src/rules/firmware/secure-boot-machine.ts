import { archOf, isQ35, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A secure loader requires the machine q35 on x86_64. */
export const secureBootMachine = rule({
  code: 'VMC2162',
  slug: 'secure-boot-machine',
  severity: 'error',
  title: 'secure loader on a machine other than q35',
  help: 'A <loader> with secure="yes" requires the machine q35 on x86_64. Change the machine, or remove secure="yes".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefBoot',
  on: 'os/loader',
  example: {
    xml: `<os>
  <type arch="x86_64" machine="{pc -> q35}">hvm</type>
  <loader readonly="yes" secure="yes" type="pflash">/usr/share/OVMF/OVMF_VMC2162.secboot.fd</loader>
</os>
<features><acpi/><smm state="on"/></features>`,
  },
  *check(loader, { domain }) {
    if (loader.text('secure') !== 'yes') return
    const [machine, arch] = [machineOf(domain), archOf(domain)]
    // If no machine is set, QEMU chooses the machine pc on x86.
    const isMachineWrong = !isQ35(domain)
    if (!isMachineWrong && (arch === undefined || arch === 'x86_64')) return
    yield loader.report(
      'secure',
      isMachineWrong
        ? `the machine "${machine ?? 'pc'}" does not support a secure loader`
        : `the architecture ${arch} does not support a secure loader`,
      'use the machine q35 on x86_64, or leave secure out',
    )
  },
})
