import { devices, down, place, says, spelled } from '../look.ts'
import { archOf, isPseries, isS390 } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** How a guest tells of its crash is part of some machines, and a device of others. */
export const panicDevice: Rule = {
  code: 'VMC2804',
  slug: 'panic-device',
  severity: 'error',
  title: 'panic device that the machine does not have',
  help: 'The panic devices of pSeries, s390 and Hyper-V are part of the machine and have no address; pvpanic has a PCI one; only x86, pSeries and s390 have a usual model.',
  hypervisors: QEMU,
  about: ['devices/panic'],
  wrong: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices><panic model="s390"><address type="ccw" cssid="0xfe" ssid="0" devno="5"/></panic></devices>`,
  },
  right: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices><panic model="s390"/></devices>`,
  },
  *check(domain) {
    for (const panic of devices(domain, 'panic')) {
      const model =
        spelled(panic, 'model') ??
        (isPseries(domain) ? 'pseries' : isS390(domain) ? 's390' : undefined)
      const address = down(panic, 'address')
      const type = spelled(address, 'type')
      const arch = archOf(domain)
      if (address && model !== undefined && ['pseries', 's390', 'hyperv'].includes(model)) {
        yield {
          message: `a panic device of model "${model}" has no address`,
          ...place(address),
          help: 'leave it out',
        }
      } else if (address && model === 'pvpanic' && type !== 'pci') {
        yield {
          message: `a panic device of model "pvpanic" has no address of type "${type}"`,
          ...place(address, 'type'),
          help: "give it one of type 'pci', or leave it to libvirt",
        }
      } else if (model === undefined && !says(panic, 'model') && arch !== undefined) {
        if (/^(i686|x86_64)$/.test(arch)) continue
        yield {
          message: `there is no usual panic device on ${arch}`,
          ...place(panic),
          help: "say which, as model: 'pvpanic'",
        }
      }
    }
  },
}
