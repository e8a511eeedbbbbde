import { isPseries, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only a pSeries machine can have an NVRAM device, and the device must be on the virtual I/O bus. */
export const nvramDevice = rule({
  code: 'VMC2897',
  slug: 'nvram-device',
  severity: 'error',
  title: 'NVRAM device on a machine other than pSeries',
  help: 'The device <nvram> exists only on the machine pseries and must have an address of type "spapr-vio". For UEFI variables, use the <nvram> in <os> instead.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNVRAM',
  on: 'devices/nvram',
  example: {
    xml: `<os><type arch="{x86_64 -> ppc64}" machine="{pc -> pseries}">hvm</type></os>
<devices><nvram><address type="spapr-vio" reg="0x3000"/></nvram></devices>`,
  },
  *check(nvram, { domain }) {
    const machine = machineOf(domain)
    const type = nvram.text('address/type')
    if (machine !== undefined && !isPseries(domain)) {
      yield nvram.report('.', `the machine "${machine}" has no NVRAM device`, 'leave it out')
    } else if (type !== undefined && type !== 'spapr-vio') {
      yield nvram.report(
        'address/type',
        `an NVRAM device cannot have an address of type "${type}"`,
        'leave the address out',
      )
    }
  },
})
