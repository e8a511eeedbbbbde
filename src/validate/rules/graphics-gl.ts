import type { Here } from '../here.ts'
import { also, devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** QEMU draws with OpenGL for one screen, and without a window only beside VNC and SPICE. */
export const graphicsGl: Rule = {
  code: 'VMC2602',
  slug: 'graphics-gl',
  severity: 'error',
  title: 'second screen that draws with OpenGL',
  help: 'One screen alone draws with OpenGL; one of type "egl-headless" is one of these, and stands beside "vnc" or "spice".',
  hypervisors: QEMU,
  about: ['devices/graphics'],
  wrong: {
    xml: `<devices>
  <graphics type="spice"><listen type="none"/><gl enable="yes"/></graphics>
  <graphics type="egl-headless"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <graphics type="vnc"/>
  <graphics type="egl-headless"/>
</devices>`,
  },
  *check(domain) {
    const all = devices(domain, 'graphics')
    if (all.length < 2) return
    const isHeadless = (one: Here) => spelled(one, 'type') === 'egl-headless'
    const [first, second] = all.filter(
      one => isHeadless(one) || spelled(down(one, 'gl'), 'enable') === 'yes',
    )
    if (first && second) {
      yield {
        message: 'two screens draw with OpenGL',
        ...place(second),
        help: 'let one of them do so',
        related: [also('the first is here', first)],
      }
      return
    }
    const headless = all.find(isHeadless)
    const isServed = all.some(one => ['vnc', 'spice'].includes(spelled(one, 'type') ?? ''))
    if (!headless || isServed) return
    yield {
      message: '"egl-headless" stands beside "vnc" or "spice", and neither is there',
      ...place(headless),
      help: "add graphics of type 'vnc', or leave this one out",
    }
  },
}
