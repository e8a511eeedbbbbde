import { absolutePath, hostAddress, oneOf, text, withSince } from '../core/codec.ts'
import { attribute, element, type Infer, required, requiredIn } from '../core/element.ts'

/** `<listen>` of a graphics device: an address, network or socket on which the display server accepts viewers. */
export interface GraphicsListen extends Infer<typeof graphicsListen> {}

export const graphicsListen = element(
  'listen',
  {
    /**
     * The kind of listener of the display server: an IP address (`address`), the host's address in a libvirt network
     * (`network`), a UNIX socket (`socket`), or no listener (`none`).
     */
    type: required(
      attribute(
        withSince(oneOf('address network socket none'), { socket: '2.0.0', none: '2.0.0' }),
      ),
    ),
    /**
     * The IP address or host name on which the display server listens. If omitted, libvirt uses the address in the
     * host's configuration, or for a listener of type `network` the host's address in that network.
     */
    address: attribute(hostAddress, { in: ['address', 'network'] }),
    /**
     * The name of the libvirt network on which the display server listens. The server uses the host's address in that
     * network.
     */
    network: requiredIn(['network'], attribute(text)),
    /** The absolute path of the UNIX socket on which the display server listens. If omitted, libvirt chooses a path. */
    socket: attribute(absolutePath, { in: ['socket'] }),
  },
  { variantBy: 'type', page: 'formatdomain.html#graphical-framebuffers' },
)
