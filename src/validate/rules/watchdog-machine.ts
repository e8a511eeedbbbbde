import { devices, down, place, spelled } from '../look.ts'
import { archOf, isQ35, isS390, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Some watchdogs are part of one kind of machine. */
export const watchdogMachine: Rule = {
  code: 'VMC2807',
  slug: 'watchdog-machine',
  severity: 'error',
  title: 'watchdog of another machine',
  help: 'The watchdog itco is part of q35, diag288 of s390; i6300esb is a PCI card, and ib700 an ISA one without an address.',
  hypervisors: QEMU,
  about: ['devices/watchdog'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <watchdog model="itco" action="reset"/>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <watchdog model="i6300esb" action="reset"/>
</devices>`,
  },
  *check(domain) {
    for (const watchdog of devices(domain, 'watchdog')) {
      const model = spelled(watchdog, 'model')
      const [arch, machine] = [archOf(domain), machineOf(domain)]
      const isStray =
        (model === 'itco' && machine !== undefined && !isQ35(domain)) ||
        (model === 'diag288' && arch !== undefined && !isS390(domain))
      if (isStray) {
        yield {
          message: `the machine "${machine ?? arch}" has no watchdog "${model}"`,
          ...place(watchdog, 'model'),
          help: 'use i6300esb',
        }
      }
      const address = down(watchdog, 'address')
      if (!address || model === undefined || !['itco', 'ib700', 'diag288'].includes(model)) continue
      yield {
        message: `a watchdog of model "${model}" has no address`,
        ...place(address),
        help: 'leave it out',
      }
    }
  },
}
