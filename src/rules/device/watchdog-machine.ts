import { archOf, isI440fx, isQ35, isS390, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The machine must support the model of the watchdog. Only the model i6300esb can have an address, because it is on PCI. */
export const watchdogMachine = rule({
  code: 'VMC2807',
  slug: 'watchdog-machine',
  severity: 'error',
  title: 'watchdog not supported by the machine, or has an address',
  help: 'The watchdog model itco exists only on q35 machines, ib700 only on i440fx machines, and diag288 only on s390. Only i6300esb can have an address, because it is a PCI device. Change the model, or remove the address.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainWatchdogDef',
  on: 'devices/watchdog',
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <watchdog model="{itco -> i6300esb}" action="reset"/>
</devices>`,
  },
  *check(watchdog, { domain, target }) {
    const model = watchdog.text('model')
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    // libvirt 9.0 accepts the watchdog model ib700 on all machines, so this rule reports it only for libvirt 11.3 and newer.
    const isOld = isBefore(target, '11.3.0')
    const isUnsupported =
      (model === 'itco' && machine !== undefined && !isQ35(domain)) ||
      (model === 'ib700' && machine !== undefined && !isI440fx(domain) && !isOld) ||
      (model === 'diag288' && arch !== undefined && !isS390(domain))
    if (isUnsupported) {
      yield watchdog.report(
        'model',
        `the machine "${machine ?? arch}" does not support a watchdog of model "${model}"`,
        'use the model i6300esb',
      )
    }
    const address = watchdog.first('address')
    if (!address || model === undefined) return
    if (model === 'i6300esb') {
      const type = address.text('type')
      if (type === undefined || type === 'pci') return
      yield address.report(
        'type',
        `a watchdog of model "i6300esb" cannot have an address of type "${type}"`,
        "use an address of type 'pci', or leave it to libvirt",
      )
      return
    }
    yield address.report(
      '.',
      `a watchdog of model "${model}" cannot have an address`,
      'remove the address',
    )
  },
})
