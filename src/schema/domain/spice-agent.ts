import { oneOf, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** `<clipboard>`: whether users can copy and paste between the guest and the viewer. */
export interface Clipboard extends Infer<typeof clipboard> {}

export const clipboard = element(
  'clipboard',
  {
    /** Whether guest and viewer share the clipboard. Default: yes for SPICE, no for QEMU's own agent. Since libvirt 0.9.3. */
    copypaste: required(attribute(yesNo, { since: '0.9.3' })),
  },
  { lead: 'copypaste', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<mouse>`: whether the viewer's or the guest's mouse pointer is used. */
export interface MouseMode extends Infer<typeof mouseMode> {}

export const mouseMode = element(
  'mouse',
  {
    /**
     * The mouse pointer that is used: the viewer's pointer (`client`) or the guest's pointer (`server`). QEMU's default:
     * `client`. Since libvirt 0.9.11.
     */
    mode: required(attribute(oneOf('server client'), { since: '0.9.11' })),
  },
  { lead: 'mode', page: 'formatdomain.html#graphical-framebuffers' },
)
