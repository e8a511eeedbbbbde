import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Graphics } from '../../schema/domain/graphics.ts'

/** Only one graphics device of a guest can use OpenGL. Graphics of type "egl-headless" require VNC or SPICE. */
export const graphicsGl = rule({
  code: 'VMC2602',
  slug: 'graphics-gl',
  severity: 'error',
  title: 'unsupported combination of graphics with OpenGL',
  help: 'Only one <graphics> of a guest can use OpenGL. Graphics of type "egl-headless" always use OpenGL, but cannot show the picture: the guest also needs graphics of type "vnc" or "spice". Graphics of other types cannot be combined with "egl-headless". Remove one of the <graphics>, or turn off OpenGL.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefGraphics',
  on: 'devices',
  needs: 'graphics',
  example: {
    xml: `<devices>
  {<graphics type="spice"><listen type="none"/><gl enable="yes"/></graphics> -> <graphics type="vnc"/>}
  <graphics type="egl-headless"/>
</devices>`,
  },
  *check(devices) {
    const all = devices.each('graphics')
    if (all.length < 2) return
    const [first, second] = all.filter(
      graphics => isHeadless(graphics) || graphics.text('gl/enable') === 'yes',
    )
    if (first && second) {
      yield second.report(
        '.',
        'two graphics use OpenGL',
        'turn it off for one of them, or leave one out',
        { related: [first.related('.', 'OpenGL is first used here')] },
      )
      return
    }
    const headless = all.find(isHeadless)
    if (!headless) return
    const others = all.filter(graphics => !isHeadless(graphics))
    const wrong = others.find(graphics => !/^(vnc|spice)$/.test(graphics.text('type') ?? 'vnc'))
    if (!wrong) return
    yield wrong.report(
      'type',
      `graphics of type "${wrong.text('type')}" cannot be combined with the type "egl-headless"`,
      'use the type vnc or spice, or remove the graphics of type "egl-headless"',
      { related: [headless.related('type', 'the other graphics')] },
    )
  },
})

const isHeadless = (graphics: Cursor<Graphics>): boolean => graphics.text('type') === 'egl-headless'
