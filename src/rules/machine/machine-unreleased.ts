import { QEMU_RELEASE, versionedMachine } from '../../check/facts/machine-release.ts'
import { rule } from '../../check/rule.ts'
import { isNewer } from '../../check/target.ts'

/** A machine with a release in its name should not be newer than the newest QEMU that vmc knows. */
export const machineUnreleased = rule({
  code: 'VMC2970',
  slug: 'machine-unreleased',
  severity: 'warning',
  title: 'machine is newer than every QEMU that vmc knows',
  help: 'The name of the machine contains the QEMU release that introduced it. A QEMU without this machine does not start the guest. Correct the release. If your QEMU is newer than vmc and has this machine, name its release in the target, such as target: "qemu=12.0".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'os/type',
  needs: 'machine',
  example: {
    ts: ".hvm({ arch: 'x86_64', machine: 'pc-q35-{99.0 -> 9.2}' }).acpi()",
    xml: `<os><type arch="x86_64" machine="pc-q35-{99.0 -> 9.2}">hvm</type></os>
<features><acpi/></features>`,
  },
  *check(type, { target: { qemu } }) {
    const machine = versionedMachine(type.text('machine') ?? '')
    if (qemu !== undefined || !machine || !isNewer(machine.release, QEMU_RELEASE)) return
    yield type.report(
      'machine',
      `the machine "${type.text('machine')}" is newer than QEMU ${QEMU_RELEASE}, the newest that vmc knows`,
      `correct the release, or use the alias ${machine.alias}`,
    )
  },
})
