import { also, devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** A guest has no video card, or some of which one comes first. */
export const video: Rule = {
  code: 'VMC2603',
  slug: 'video',
  severity: 'error',
  title: 'video cards that exclude each other',
  help: 'A card of type "none" is the only one; one card at most is the primary one; and ramfb has no address.',
  about: ['devices/video'],
  wrong: {
    xml: `<devices>
  <video><model type="virtio" primary="yes"/></video>
  <video><model type="qxl" primary="yes"/></video>
</devices>`,
  },
  right: {
    xml: `<devices>
  <video><model type="virtio" primary="yes"/></video>
  <video><model type="qxl"/></video>
</devices>`,
  },
  *check(domain) {
    const cards = devices(domain, 'video')
    const models = cards.flatMap(card => down(card, 'model') ?? [])
    const none = models.find(model => spelled(model, 'type') === 'none')
    if (none && cards.length > 1) {
      yield {
        message: 'a video card of type "none" is the only one',
        ...place(none, 'type'),
        help: 'leave it out, or all the others',
      }
    }
    const [first, second] = models.filter(model => spelled(model, 'primary') === 'yes')
    if (first && second) {
      yield {
        message: 'two video cards are the primary one',
        ...place(second, 'primary'),
        help: 'let one of them be it',
        related: [also('the first is here', first, 'primary')],
      }
    }
    for (const card of cards) {
      const address = down(card, 'address')
      if (!address || spelled(down(card, 'model'), 'type') !== 'ramfb') continue
      yield {
        message: 'a video card of type "ramfb" has no address',
        ...place(address),
        help: 'leave it out',
      }
    }
  },
}
