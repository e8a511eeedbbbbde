import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A guest has at most one screen of each type, and each screen listens at one place. */
export const graphicsOnce = rule({
  code: 'VMC2613',
  slug: 'graphics-once',
  severity: 'error',
  title: 'two screens of one type, or two places to listen',
  help: 'QEMU has at most one <graphics> of each type, each with at most one <listen>. Keep one of them.',
  for: 'qemu',
  source:
    'qemu_command.c: qemuBuildGraphicsCommandLine; qemu_process.c: qemuProcessGraphicsSetupListen',
  on: 'devices',
  example: {
    xml: '<devices><graphics type="vnc"/><graphics type="{vnc -> spice}"/></devices>',
  },
  *check(devices) {
    const all = devices.each('graphics')
    for (const { element, first, key } of duplicates(all, one => one.text('type')))
      yield element.report('type', `two screens have the type "${key}"`, 'keep one of them', {
        related: [first.related('type', 'the first one')],
      })
    for (const graphics of all) {
      const [first, second] = graphics.each('listens')
      const type = graphics.text('type')
      if (!first || !second || (type !== 'vnc' && type !== 'spice')) continue
      // libvirt replaces the address of a network only when the guest starts.
      if (second.text('type') === 'network') continue
      yield second.report('.', 'QEMU listens at one place only', 'leave this <listen> out', {
        related: [first.related('.', 'the first one')],
      })
    }
  },
})
