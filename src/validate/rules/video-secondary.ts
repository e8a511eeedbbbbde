import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Cards of old are the first one. */
export const videoSecondary: Rule = {
  code: 'VMC2608',
  slug: 'video-secondary',
  severity: 'error',
  title: 'second video card that can only be the first',
  help: 'Beside the primary video card, a guest has cards of type qxl or virtio.',
  hypervisors: QEMU,
  about: ['devices/video'],
  wrong: {
    xml: `<devices>
  <video><model type="virtio"/></video>
  <video><model type="vga"/></video>
</devices>`,
  },
  right: {
    xml: `<devices>
  <video><model type="vga"/></video>
  <video><model type="virtio"/></video>
</devices>`,
  },
  *check(domain) {
    const cards = devices(domain, 'video').flatMap(card => down(card, 'model') ?? [])
    if (cards.length < 2) return
    const primary = cards.find(card => spelled(card, 'primary') === 'yes') ?? cards[0]
    for (const card of cards) {
      const type = spelled(card, 'type')
      if (card === primary || type === undefined) continue
      if (['qxl', 'virtio', 'none'].includes(type)) continue
      yield {
        message: `a video card of type "${type}" is the primary one`,
        ...place(card, 'type'),
        help: "put it first, or say primary: 'yes' of it",
      }
    }
  },
}
