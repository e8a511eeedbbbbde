import { oneOf, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** `<clipboard>`: whether users can copy and paste between the guest and the viewer. */
export interface Clipboard extends Infer<typeof clipboard> {}

export const clipboard = element(
  'clipboard',
  {
    /**
     * Whether the guest and the viewer share the clipboard. Default: yes for SPICE, no for a `qemu-vdagent` channel.
     * Since libvirt 0.9.3.
     */
    copypaste: required(attribute(yesNo, { since: '0.9.3' })),
  },
  { lead: 'copypaste', page: 'formatdomain.html#graphical-framebuffers' },
)

/** `<mouse>`: whether the viewer or the guest controls the mouse pointer. */
export interface MouseMode extends Infer<typeof mouseMode> {}

export const mouseMode = element(
  'mouse',
  {
    /**
     * Whether the viewer (`client`) or the guest (`server`) controls the mouse pointer. QEMU's default: `client`. Since
     * libvirt 0.9.11.
     */
    mode: required(attribute(oneOf('server client'), { since: '0.9.11' })),
  },
  { lead: 'mode', page: 'formatdomain.html#graphical-framebuffers' },
)
