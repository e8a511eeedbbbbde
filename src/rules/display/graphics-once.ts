import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A guest can have only one graphics device of each type, and each graphics device can listen only once. */
export const graphicsOnce = rule({
  code: 'VMC2613',
  slug: 'graphics-once',
  severity: 'error',
  title: 'two <graphics> of one type, or two <listen> in one <graphics>',
  help: 'QEMU supports only one <graphics> of each type, and only one <listen> in each <graphics>. Keep one of the elements, and remove the others.',
  for: 'qemu',
  source:
    'qemu_command.c: qemuBuildGraphicsCommandLine; qemu_process.c: qemuProcessGraphicsSetupListen',
  on: 'devices',
  needs: 'graphics',
  example: {
    xml: '<devices><graphics type="vnc"/><graphics type="{vnc -> spice}"/></devices>',
  },
  *check(devices, { target }) {
    const all = devices.each('graphics')
    for (const { element, first, key } of duplicates(all, one => one.text('type')))
      yield element.report('type', `two displays have the type "${key}"`, 'keep one of them', {
        related: [first.related('type', 'the first one')],
      })
    for (const graphics of all) {
      const [first, second] = graphics.each('listens')
      const type = graphics.text('type')
      if (!first || !second || (type !== 'vnc' && type !== 'spice')) continue
      // Before libvirt 12.9, the address of a <listen type="network"> is determined only when the guest starts, so this rule
      // skips it.
      const isDecidedAtStart = target.libvirt === undefined || isBefore(target, '12.9.0')
      if (second.text('type') === 'network' && isDecidedAtStart) continue
      yield second.report('.', 'QEMU supports only one listen address', 'leave this <listen> out', {
        related: [first.related('.', 'the first one')],
      })
    }
  },
})
