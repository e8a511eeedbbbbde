import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Two serial ports of a guest cannot have the same number, and two parallel ports cannot have the same number. */
export const serialPortUnique = rule({
  code: 'VMC2506',
  slug: 'serial-port-unique',
  severity: 'warning',
  title: 'two serial or parallel ports have the same number',
  help: 'Two <serial> devices of a domain cannot have the same port number in <target>. The same applies to two <parallel> devices. Change one of the numbers, or leave the numbers out: libvirt then numbers the ports.',
  for: 'libvirt',
  source: 'advice: QEMU accepts it, and the guest sees only one of them',
  on: 'devices',
  needs: ['serial', 'parallel'],
  example: {
    ts: '.serial(pty().target(0)).serial(pty().target({0 -> 1}))',
    xml: `<devices>
  <serial type="pty"><target port="0"/></serial>
  <serial type="pty"><target port="{0 -> 1}"/></serial>
</devices>`,
  },
  *check(devices) {
    for (const [kind, targets] of [
      ['serial', devices.each('serial/target').filter(one => one.text('type') !== 'isa-serial')],
      ['parallel', devices.each('parallel/target')],
    ] as const) {
      for (const { element, first, key } of duplicates(targets, target => target.number('port'))) {
        yield element.report(
          'port',
          `two ${kind} ports have the number ${key}`,
          'give each its own number, or leave the numbers to libvirt',
          { related: [first.related('port', 'first used here')] },
        )
      }
    }
  },
})
