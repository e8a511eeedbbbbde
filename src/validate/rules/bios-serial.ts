import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Firmware that speaks on a serial port needs one. */
export const biosSerial: Rule = {
  code: 'VMC2154',
  slug: 'bios-serial',
  severity: 'error',
  title: 'BIOS on a serial port that is not there',
  help: 'With useserial the BIOS writes to the first serial port, which the guest has, and which only PCs do.',
  hypervisors: QEMU,
  about: ['os/bios'],
  wrong: {
    ts: ".os({ bios: { useserial: 'yes' } })",
    xml: '<os><type arch="x86_64" machine="pc">hvm</type><bios useserial="yes"/></os>',
  },
  right: {
    ts: ".os({ bios: { useserial: 'yes' } }).serial(pty())",
    xml: `<os><type arch="x86_64" machine="pc">hvm</type><bios useserial="yes"/></os>
<devices><serial type="pty"/></devices>`,
  },
  *check(domain) {
    const bios = down(domain, 'os', 'bios')
    if (!bios || spelled(bios, 'useserial') !== 'yes') return
    // The first console is a serial port, where nothing else is said.
    if (devices(domain, 'serial').length + devices(domain, 'console').length > 0) return
    yield {
      message: 'the BIOS is to use a serial port, and the guest has none',
      ...place(bios, 'useserial'),
      help: 'add one: .serial(pty())',
    }
  },
}
