import { serialTypeOf } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** The model of a serial port must belong to the type of the port. */
export const serialModel = rule({
  code: 'VMC2592',
  slug: 'serial-model',
  severity: 'error',
  title: 'model that belongs to another type of serial port',
  help: 'Each model of serial port belongs to one target type: isa-serial, usb-serial and pci-serial to the type of the same name, spapr-vty to spapr-vio-serial, pl011 and 16550a to system-serial, the sclp consoles to sclp-serial, and isa-debugcon to isa-debug. Leave the model out: libvirt then chooses it.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainChrTargetDef',
  on: 'devices/serial',
  needs: 'target/model',
  example: {
    xml: '<devices><serial type="pty"><target type="isa-serial"><model name="{pci -> isa}-serial"/></target></serial></devices>',
  },
  *check(serial, { domain }) {
    const [type, model] = [serialTypeOf(serial, domain), serial.text('target/model/name')]
    const expected = model === undefined ? undefined : TYPES.get(model)
    if (type === undefined || expected === undefined || type === expected) return
    yield serial.report(
      'target/model/name',
      `a serial port of type "${type}" cannot have the model "${model}"`,
      `set the type "${expected}", or leave the model out`,
    )
  },
})

const TYPES = new Map([
  ['isa-serial', 'isa-serial'],
  ['usb-serial', 'usb-serial'],
  ['pci-serial', 'pci-serial'],
  ['spapr-vty', 'spapr-vio-serial'],
  ['pl011', 'system-serial'],
  ['16550a', 'system-serial'],
  ['sclpconsole', 'sclp-serial'],
  ['sclplmconsole', 'sclp-serial'],
  ['isa-debugcon', 'isa-debug'],
])
