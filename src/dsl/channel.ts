import type { Fluent } from '../schema/core/element.ts'
import { type Channel, channel } from '../schema/domain/channel.ts'
import type { Clipboard } from '../schema/domain/spice-agent.ts'
import { Builder, derive, factory } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** The builder for a `<channel>` element, with one method for each field of the element. */
export interface ChannelBuilder extends Fluent<typeof channel, ChannelBuilder> {}
export class ChannelBuilder extends Builder<Channel> {}
derive(ChannelBuilder, channel)

/**
 * The channel to the QEMU guest agent. libvirt uses the agent, for example, to shut the guest down
 * and to freeze its file systems for a snapshot. The guest must run `qemu-guest-agent`. If you do
 * not give the path of the socket on the host, libvirt chooses it.
 *
 * @example
 * domain('fv0').hvm().channel(guestAgent())
 * // <channel type="unix">
 * //   <target type="virtio" name="org.qemu.guest_agent.0"/>
 * // </channel>
 * domain('fv1').hvm().channel(guestAgent('/run/fv1-agent.sock'))
 * // <channel type="unix">
 * //   <source mode="bind" path="/run/fv1-agent.sock"/>
 * //   <target type="virtio" name="org.qemu.guest_agent.0"/>
 * // </channel>
 */
export const guestAgent = factory(
  ChannelBuilder,
  channel,
  (path: string | undefined = undefined) => ({
    type: 'unix',
    source: path === undefined ? undefined : { mode: 'bind' as const, path },
    target: { type: 'virtio', name: 'org.qemu.guest_agent.0' },
  }),
)

/**
 * The channel between the SPICE agent in the guest and the SPICE viewer. The agent shares the
 * clipboard, transfers files, and adapts the resolution of the guest to the window of the viewer.
 *
 * @example
 * domain('fv0').hvm().graphics(spice()).channel(spiceAgent())
 * // <channel type="spicevmc">
 * //   <target type="virtio" name="com.redhat.spice.0"/>
 * // </channel>
 */
export const spiceAgent = factory(ChannelBuilder, channel, () => ({
  type: 'spicevmc',
  target: { type: 'virtio', name: 'com.redhat.spice.0' },
}))

/**
 * The channel between the SPICE agent in the guest and QEMU, for VNC and D-Bus viewers. `copypaste`
 * sets whether guest and viewer share the clipboard. Default: `true`. Since libvirt 8.4.0.
 *
 * @example
 * domain('fv0').hvm().graphics(vnc()).channel(vdagent())
 * // <channel type="qemu-vdagent">
 * //   <source>
 * //     <clipboard copypaste="yes"/>
 * //   </source>
 * //   <target type="virtio" name="com.redhat.spice.0"/>
 * // </channel>
 */
export const vdagent = factory(
  ChannelBuilder,
  channel,
  (copypaste: Clipboard['copypaste'] = true) => ({
    type: 'qemu-vdagent',
    source: { clipboard: { copypaste } },
    target: { type: 'virtio', name: 'com.redhat.spice.0' },
  }),
)

/**
 * A virtio channel between the guest and a character device on the host. The guest opens
 * `/dev/virtio-ports/NAME`. On the host, the channel ends at `end`, such as a UNIX socket.
 *
 * @example
 * domain('fv0').hvm().channel(virtioChannel('org.example.metrics.0', unix('bind', '/run/fv0-metrics.sock')))
 * // <channel type="unix">
 * //   <source mode="bind" path="/run/fv0-metrics.sock"/>
 * //   <target type="virtio" name="org.example.metrics.0"/>
 * // </channel>
 */
export const virtioChannel = factory(ChannelBuilder, channel, (name: string, end: HostEnd) => ({
  target: { type: 'virtio', name },
  ...hostEndOf(end),
}))

/**
 * A channel that forwards TCP connections from the guest to a character device on the host. The
 * guest connects to the given IPv4 address and port.
 *
 * @example
 * domain('fv0').hvm().channel(guestForward('10.0.2.1', 4600, unix('bind', '/run/fv0-forward.sock')))
 * // <channel type="unix">
 * //   <source mode="bind" path="/run/fv0-forward.sock"/>
 * //   <target type="guestfwd" address="10.0.2.1" port="4600"/>
 * // </channel>
 */
export const guestForward = factory(
  ChannelBuilder,
  channel,
  (address: string, port: number, end: HostEnd) => ({
    target: { type: 'guestfwd', address, port },
    ...hostEndOf(end),
  }),
)
