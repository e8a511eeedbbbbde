import { serialTypeOf } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** Each model of serial port requires a certain target type. */
export const serialModel = rule({
  code: 'VMC2592',
  slug: 'serial-model',
  severity: 'error',
  title: 'model of a serial port does not match its target type',
  help: 'Each model of serial port requires a certain target type. The models isa-serial, usb-serial and pci-serial require the target type of the same name. The model spapr-vty requires spapr-vio-serial, the models pl011 and 16550a require system-serial, the models sclpconsole and sclplmconsole require sclp-serial, and the model isa-debugcon requires isa-debug. Leave the model out: libvirt then chooses the model.',
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
