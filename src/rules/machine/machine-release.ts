import { versionedMachine } from '../../check/facts/machine-release.ts'
import { rule } from '../../check/rule.ts'
import { isNewer } from '../../check/target.ts'

/** A machine with a release in its name must not be newer than the QEMU of the target. */
export const machineRelease = rule({
  code: 'VMC2969',
  slug: 'machine-release',
  severity: 'error',
  title: 'machine is newer than the QEMU of the target',
  help: 'The name of the machine contains the QEMU release that introduced it. An older QEMU does not have this machine, so the guest does not start. Use a machine of the QEMU in the target, or an alias such as q35, which is the newest machine that the QEMU of the host has.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'os/type',
  needs: 'machine',
  example: {
    target: { qemu: '7.2' },
    ts: ".hvm({ arch: 'x86_64', machine: 'pc-q35-{9.2 -> 7.2}' }).acpi()",
    xml: `<os><type arch="x86_64" machine="pc-q35-{9.2 -> 7.2}">hvm</type></os>
<features><acpi/></features>`,
  },
  *check(type, { target: { qemu } }) {
    const machine = versionedMachine(type.text('machine') ?? '')
    if (qemu === undefined || !machine || !isNewer(machine.release, qemu)) return
    yield type.report(
      'machine',
      `the machine "${type.text('machine')}" needs QEMU ${machine.release}; the target has ${qemu}`,
      `use a machine of QEMU ${qemu} or older, or the alias ${machine.alias}`,
    )
  },
})
