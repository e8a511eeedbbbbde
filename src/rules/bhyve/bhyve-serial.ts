import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** bhyve supports only some types of serial ports, and at most four serial ports per guest. */
export const bhyveSerial = rule({
  code: 'VMC2968',
  slug: 'bhyve-serial',
  severity: 'error',
  title: 'serial port not supported by bhyve',
  help: 'The hypervisor bhyve supports serial ports of type "nmdm", and from libvirt 11.6 also of type "tcp". A guest can have four serial ports, numbered 0 to 3. Before libvirt 11.6, it can have only the ports 0 and 1. Change the type or the port number.',
  for: ['bhyve'],
  source:
    'bhyve_command.c: bhyveBuildConsoleArgStr; NEWS.rst of libvirt 11.6.0; test documents of 12.9.0',
  on: 'devices/serial',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk>
<serial type="{pty -> nmdm}">{ -> <source master="/dev/nmdm0A" slave="/dev/nmdm0B"/>}<target port="0"/></serial></devices></domain>`,
  },
  *check(serial, { target }) {
    const isOld = isBefore(target, '11.6.0')
    const type = serial.text('type')
    if (type !== undefined && type !== 'nmdm' && (type !== 'tcp' || isOld))
      yield serial.report(
        'type',
        `bhyve does not support a serial port of type "${type}"`,
        isOld ? 'use nmdm' : 'use nmdm or tcp',
      )
    const port = serial.number('target/port') ?? 0
    const count = isOld ? 2 : 4
    // Before release 11.6, libvirt accepts the serial port number 2 by mistake, so this rule accepts it too.
    if (port < (isOld ? 3 : count)) return
    yield serial.report(
      'target/port',
      `bhyve has ${count} serial ports, so port ${port} does not exist`,
      `use a port from 0 to ${count - 1}`,
    )
  },
})
