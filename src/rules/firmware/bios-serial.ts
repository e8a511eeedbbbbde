import { rule } from '../../check/rule.ts'

/** If the BIOS writes to a serial port, the guest must have a serial port. */
export const biosSerial = rule({
  code: 'VMC2154',
  slug: 'bios-serial',
  severity: 'error',
  title: '<bios useserial="yes"> requires a serial port',
  help: 'With useserial="yes", the BIOS of an x86 guest writes to the first serial port of the guest. Add a <serial>, or remove useserial.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'os/bios',
  example: {
    ts: ".os({ bios: { useserial: 'yes' } }){ -> .serial(pty())}",
    xml: `<os><type arch="x86_64" machine="pc">hvm</type><bios useserial="yes"/></os>
{ -> <devices><serial type="pty"/></devices>}`,
  },
  *check(bios, { domain }) {
    if (bios.text('useserial') !== 'yes') return
    // By default, the first console is a serial port, so a guest with a console needs no <serial>.
    if (domain.first('devices/serial') ?? domain.first('devices/console')) return
    yield bios.report(
      'useserial',
      'the BIOS writes to a serial port, but the guest has none',
      'add one: .serial(pty()), in XML <serial type="pty"/>',
    )
  },
})
