import { anyOf, newer, oneOf, port, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, required, requiredIn } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { chardevType, hostEnd } from './chardev-source.ts'
import { type Alias, alias } from './device.ts'

/** `<target>` of a channel: the end in the guest. */
export interface ChannelTarget extends Infer<typeof channelTarget> {}

const channelTarget = element(
  'target',
  {
    /** `virtio` and `xen` are ports with a name; `guestfwd` takes what the guest sends to an address. */
    type: required(
      attribute(
        newer(oneOf('guestfwd virtio xen'), { guestfwd: '0.7.3', virtio: '0.7.7', xen: '2.3.0' }),
      ),
    ),
    /** The IP address that the guest sends to. */
    address: requiredIn(['guestfwd'], attribute(text)),
    /** The TCP port that the guest sends to. */
    port: requiredIn(['guestfwd'], attribute(anyOf(port, text))),
    /** The name of the port: of virtio, the guest finds it as `/dev/virtio-ports/` and this name. */
    name: attribute(text, { in: ['virtio', 'xen'] }),
    /** Whether somebody in the guest listens: libvirt tells it while the domain runs. Since libvirt 1.2.11. */
    state: attribute(oneOf('connected disconnected'), {
      in: ['virtio'],
      since: '1.2.11',
      assigned: true,
    }),
  },
  { by: 'type', page: 'formatdomain.html#channel' },
)

/** `<channel>`: a private line between a program in the guest and one on the host. */
export interface Channel extends Infer<typeof channel> {}

export const channel = element(
  'channel',
  {
    /** What is at the host's end. */
    type: required(attribute(chardevType)),
    ...hostEnd,
    /** The end in the guest. */
    target: required(child<ChannelTarget>(channelTarget)),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** The port of a virtio-serial controller that it is; libvirt's choice where it is left out. */
    address: child<Address>(address),
  },
  { by: 'type', page: 'formatdomain.html#channel' },
)
