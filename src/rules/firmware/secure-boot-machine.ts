import { archOf, isQ35, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only a q35 machine of x86_64 has a secure loader. */
export const secureBootMachine = rule({
  code: 'VMC2162',
  slug: 'secure-boot-machine',
  severity: 'error',
  title: 'secure loader on a machine other than q35',
  help: 'A loader with secure="yes" needs the machine q35 of x86_64. Change the machine, or leave secure out.',
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
    const isMachineWrong = machine !== undefined && !isQ35(domain)
    if (!isMachineWrong && (arch === undefined || arch === 'x86_64')) return
    yield loader.report(
      'secure',
      isMachineWrong
        ? `the machine "${machine}" has no secure loader`
        : `the architecture ${arch} has no secure loader`,
      'use the machine q35 of x86_64, or leave secure out',
    )
  },
})
