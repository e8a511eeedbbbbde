import { CHARDEVS, isBackendWithoutSource } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** For a character device over TCP, QEMU supports only the protocols raw and telnet. */
export const chardevProtocol = rule({
  code: 'VMC2504',
  slug: 'chardev-protocol',
  severity: 'error',
  title: 'character device protocol not supported by QEMU',
  help: 'For a character device of type "tcp", QEMU supports only the protocols raw and telnet. For TLS, set tls="yes" on the <source> instead.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainChrSourceDef',
  on: [...CHARDEVS],
  needs: 'protocol',
  example: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="connect" host="a" service="1"/>
    <protocol type="{tls -> telnet}"/>
  </serial>
</devices>`,
  },
  *check(device) {
    const protocol = device.text('protocol/type')
    if (device.text('type') !== 'tcp' || isBackendWithoutSource(device)) return
    if (protocol === undefined || protocol === 'raw' || protocol === 'telnet') return
    yield device.report(
      'protocol/type',
      `QEMU does not support the protocol "${protocol}" over TCP`,
      protocol === 'tls' ? "set tls: 'yes' on the source" : 'use raw or telnet',
    )
  },
})
