import { oneOf, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** `<clipboard>`: copying and pasting between the guest and whoever looks at its screen. */
export interface Clipboard extends Infer<typeof clipboard> {}

export const clipboard = element(
  'clipboard',
  {
    /** The clipboard is shared. SPICE does so where this is left out, QEMU's own agent does not. Since libvirt 0.9.3. */
    copypaste: required(attribute(yesNo, { since: '0.9.3' })),
  },
  { lead: 'copypaste', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<mouse>`: whose pointer moves. */
export interface MouseMode extends Infer<typeof mouseMode> {}

export const mouseMode = element(
  'mouse',
  {
    /** `client` follows the viewer's pointer, `server` moves the guest's own. QEMU takes `client` where this is left out. Since libvirt 0.9.11. */
    mode: required(attribute(oneOf('server client'), { since: '0.9.11' })),
  },
  { lead: 'mode', page: 'formatdomain.html#graphical-framebuffers' },
)
