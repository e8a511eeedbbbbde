import { archOf, isQ35, isS390, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The machine must support the model of the watchdog, and only the model i6300esb can have an address. */
export const watchdogMachine = rule({
  code: 'VMC2807',
  slug: 'watchdog-machine',
  severity: 'error',
  title: 'watchdog not supported by the machine, or with an address',
  help: 'The watchdog model itco exists only on q35 machines, and diag288 only on s390. Only the model i6300esb can have an address, because it is a PCI device. Change the model, or remove the address.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainWatchdogDef',
  on: 'devices/watchdog',
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <watchdog model="{itco -> i6300esb}" action="reset"/>
</devices>`,
  },
  *check(watchdog, { domain }) {
    const model = watchdog.text('model')
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    const isUnsupported =
      (model === 'itco' && machine !== undefined && !isQ35(domain)) ||
      (model === 'diag288' && arch !== undefined && !isS390(domain))
    if (isUnsupported) {
      yield watchdog.report(
        'model',
        `the machine "${machine ?? arch}" does not support a watchdog of model "${model}"`,
        'use the model i6300esb',
      )
    }
    const address = watchdog.first('address')
    if (!address || model === undefined || model === 'i6300esb') return
    yield address.report(
      '.',
      `a watchdog of model "${model}" cannot have an address`,
      'remove the address',
    )
  },
})
