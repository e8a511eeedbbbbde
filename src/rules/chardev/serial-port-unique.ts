import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each serial and each parallel port of a guest has its own number. */
export const serialPortUnique = rule({
  code: 'VMC2506',
  slug: 'serial-port-unique',
  severity: 'warning',
  title: 'two serial or parallel ports have the same number',
  help: 'The <target port> of each <serial>, and of each <parallel>, should be different. If you leave it out, libvirt numbers the ports.',
  for: 'libvirt',
  source: 'advice: QEMU accepts it, and the guest sees only one of them',
  on: 'devices',
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
