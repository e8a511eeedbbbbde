import { absolutePath, hostAddress, newer, oneOf, text } from '../core/codec.ts'
import { attribute, element, type Infer, required, requiredIn } from '../core/element.ts'

/** `<listen>` of a graphics device: where its server waits for viewers. */
export interface GraphicsListen extends Infer<typeof graphicsListen> {}

export const graphicsListen = element(
  'listen',
  {
    /** An `address`, the address of the host in a `network` of libvirt, a UNIX `socket`, or nowhere at all (`none`). */
    type: required(
      attribute(newer(oneOf('address network socket none'), { socket: '2.0.0', none: '2.0.0' })),
    ),
    /** The address; the host's configuration says it where it is left out. Of a network, libvirt fills it in. */
    address: attribute(hostAddress, { in: ['address', 'network'] }),
    /** The name of the network. */
    network: requiredIn(['network'], attribute(text)),
    /** The path of the socket; libvirt's choice where it is left out. */
    socket: attribute(absolutePath, { in: ['socket'] }),
  },
  { by: 'type', page: 'formatdomain.html#graphical-framebuffers' },
)
