import { oneOf, text, unsigned, withSince } from '../core/codec.ts'
import { attribute, child, element, type Infer, required, requiredIn } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { chardevType, hostEnd } from './chardev-source.ts'
import { type Alias, alias } from './device.ts'

/** `<target>` of a channel: the end of the channel in the guest. */
export interface ChannelTarget extends Infer<typeof channelTarget> {}

const channelTarget = element(
  'target',
  {
    /**
     * The kind of channel in the guest. `virtio` and `xen` are ports with a name. `guestfwd` forwards TCP connections
     * that the guest opens to an IP address and port.
     */
    type: required(
      attribute(
        withSince(oneOf('guestfwd virtio xen'), {
          guestfwd: '0.7.3',
          virtio: '0.7.7',
          xen: '2.3.0',
        }),
      ),
    ),
    /** The IP address to which the guest connects to reach a `guestfwd` channel. */
    address: requiredIn(['guestfwd'], attribute(text)),
    /** The TCP port to which the guest connects to reach a `guestfwd` channel. */
    port: requiredIn(['guestfwd'], attribute(unsigned)),
    /** The name of the channel's port. A virtio port appears in the guest as `/dev/virtio-ports/NAME`. */
    name: attribute(text, { in: ['virtio', 'xen'] }),
    /**
     * Whether a program in the guest has opened the port of the channel. libvirt reports this value while the domain
     * runs. Since libvirt 1.2.11.
     */
    state: attribute(oneOf('connected disconnected'), {
      in: ['virtio'],
      since: '1.2.11',
      assigned: true,
    }),
  },
  { variantBy: 'type', page: 'formatdomain.html#channel' },
)

/** `<channel>`: a private connection between a program in the guest and a program on the host. */
export interface Channel extends Infer<typeof channel> {}

export const channel = element(
  'channel',
  {
    /** The kind of connection that the channel has on the host. */
    type: required(attribute(chardevType)),
    ...hostEnd,
    /** The end of the channel in the guest, such as a named virtio port. */
    target: required(child<ChannelTarget>(channelTarget)),
    /** The name that libvirt and QEMU use for the channel. */
    alias: child<Alias>(alias),
    /** The port of a virtio-serial controller that the channel uses. If omitted, libvirt chooses a port. */
    address: child<Address>(address),
  },
  { variantBy: 'type', page: 'formatdomain.html#channel' },
)
