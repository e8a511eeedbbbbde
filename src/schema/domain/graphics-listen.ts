import { absolutePath, hostAddress, oneOf, text, withSince } from '../core/codec.ts'
import { attribute, element, type Infer, required, requiredIn } from '../core/element.ts'

/** `<listen>` of a graphics device: where the display server accepts viewers. */
export interface GraphicsListen extends Infer<typeof graphicsListen> {}

export const graphicsListen = element(
  'listen',
  {
    /**
     * The kind of listener: an IP `address`, the host's address in a libvirt `network`, a UNIX `socket`, or `none`
     * for no listener.
     */
    type: required(
      attribute(
        withSince(oneOf('address network socket none'), { socket: '2.0.0', none: '2.0.0' }),
      ),
    ),
    /**
     * The IP address or host name. If omitted, the host's configuration decides, or libvirt uses the address of the
     * network.
     */
    address: attribute(hostAddress, { in: ['address', 'network'] }),
    /** The name of the libvirt network. */
    network: requiredIn(['network'], attribute(text)),
    /** The absolute path of the socket. If omitted, libvirt chooses. */
    socket: attribute(absolutePath, { in: ['socket'] }),
  },
  { variantBy: 'type', page: 'formatdomain.html#graphical-framebuffers' },
)
