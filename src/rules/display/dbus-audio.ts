import { rule } from '../../check/rule.ts'

/** D-Bus graphics can use only an audio backend of type "dbus". */
export const dbusAudio = rule({
  code: 'VMC2692',
  slug: 'dbus-audio',
  severity: 'error',
  title: 'D-Bus graphics require an audio backend of type "dbus"',
  help: 'Graphics of type "dbus" can use only an audio backend of type "dbus". Change the type of the <audio> backend, or remove <audio> from the graphics.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDBusGraphics',
  on: 'devices/graphics',
  where: { type: 'dbus' },
  example: {
    xml: `<devices>
  <graphics type="dbus"><audio id="1"/></graphics>
  <audio id="1" type="{none -> dbus}"/>
</devices>`,
  },
  *check(graphics, { domain }) {
    const id = graphics.number('audio/id')
    if (graphics.text('type') !== 'dbus' || !id) return
    const backend = domain.each('devices/audio').find(one => one.number('id') === id)
    const type = backend?.text('type')
    if (!backend || type === undefined || type === 'dbus') return
    yield graphics.report(
      'audio/id',
      `audio backend ${id} has the type "${type}", not "dbus"`,
      'use a backend of type "dbus"',
      { related: [backend.related('type', 'the backend')] },
    )
  },
})
