import { isS390 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only the first console of a guest can be a serial port. */
export const consoleSerial = rule({
  code: 'VMC2511',
  slug: 'console-serial',
  severity: 'error',
  title: 'second console with the target type "serial"',
  help: 'Only the first <console> of a domain can have the target type "serial", which is the default on all architectures except s390. Set the target type "virtio" on all other consoles.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainDefAddConsoleCompat; qemu_postparse.c: qemuDomainDeviceDefPostParse',
  on: 'devices/console',
  example: {
    xml: `<os><type arch="x86_64">hvm</type></os>
<devices>
  <console type="pty"><target type="serial"/></console>
  <console type="pty"><target type="{serial -> virtio}"/></console>
</devices>`,
  },
  *check(device, { domain }) {
    if ((device.index ?? 1) === 1) return
    const type = device.text('target/type') ?? (isS390(domain) ? 'virtio' : 'serial')
    if (type !== 'serial') return
    yield device.report(
      'target/type',
      'only the first console can be a serial port',
      "set target: { type: 'virtio' }",
    )
  },
})
