import { rule } from '../../check/rule.ts'

/** The port number of a serial port, parallel port or console must be less than 2^31. */
export const chardevPort = rule({
  code: 'VMC2427',
  slug: 'chardev-port',
  severity: 'error',
  title: 'port number of a character device is too large',
  help: 'The number of a serial port, parallel port or console can be at most 2147483647, because libvirt stores it in 32 bits. Use a smaller port number, or leave the port number out: libvirt then numbers the ports from 0.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainChrDefParseTargetXML; measured with libvirt 12.9.0',
  // libvirt 9.0 accepts larger port numbers, and libvirt 12.9.0 refuses them. The first release that refuses them is not
  // known: this rule assumes 12.9.
  since: { libvirt: '12.9.0' },
  on: ['devices/serial/target', 'devices/parallel/target', 'devices/console/target'],
  needs: 'port',
  example: {
    xml: '<devices><parallel type="pty"><target port="{4294967295 -> 0}"/></parallel></devices>',
  },
  *check(target) {
    const port = target.number('port')
    if (port === undefined || port <= MAX_PORT) return
    yield target.report('port', `the port ${port} is too large`, 'use a small number, such as 0')
  },
})

const MAX_PORT = 2 ** 31 - 1
