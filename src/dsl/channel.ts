import type { Fluent } from '../schema/core/element.ts'
import { type Channel, channel } from '../schema/domain/channel.ts'
import type { Clipboard } from '../schema/domain/spice-agent.ts'
import { Builder, derive, word } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** Builds a `<channel>`: one method a field. */
export interface ChannelBuilder extends Fluent<typeof channel, ChannelBuilder> {}
export class ChannelBuilder extends Builder<Channel> {}
derive(ChannelBuilder, channel)

/**
 * The line to QEMU's guest agent, by which libvirt asks the guest to shut down or to hold its file systems still.
 * libvirt chooses the socket unless a path is given.
 *
 * @example
 * domain('fv0').hvm().channel(guestAgent())
 * // <channel type="unix">
 * //   <target type="virtio" name="org.qemu.guest_agent.0"/>
 * // </channel>
 */
export const guestAgent = word(ChannelBuilder, channel, (path: string | undefined = undefined) => ({
  type: 'unix',
  source: path === undefined ? undefined : { mode: 'bind' as const, path },
  target: { type: 'virtio', name: 'org.qemu.guest_agent.0' },
}))

/**
 * The line between SPICE's agent in the guest and the viewer: clipboard, files, and a screen that follows the window.
 *
 * @example
 * domain('fv0').hvm().graphics(spice()).channel(spiceAgent())
 * // <channel type="spicevmc">
 * //   <target type="virtio" name="com.redhat.spice.0"/>
 * // </channel>
 */
export const spiceAgent = word(ChannelBuilder, channel, () => ({
  type: 'spicevmc',
  target: { type: 'virtio', name: 'com.redhat.spice.0' },
}))

/**
 * The line between SPICE's agent in the guest and QEMU itself, for viewers of VNC and D-Bus. It shares the clipboard
 * unless told not to.
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
export const vdagent = word(
  ChannelBuilder,
  channel,
  (copypaste: Clipboard['copypaste'] = true) => ({
    type: 'qemu-vdagent',
    source: { clipboard: { copypaste } },
    target: { type: 'virtio', name: 'com.redhat.spice.0' },
  }),
)

/**
 * A line of your own: the guest finds it as `/dev/virtio-ports/` and its name, the host at the end that is given.
 *
 * @example
 * domain('fv0').hvm().channel(virtioChannel('org.example.metrics.0', unix('bind', '/run/fv0-metrics.sock')))
 * // <channel type="unix">
 * //   <source mode="bind" path="/run/fv0-metrics.sock"/>
 * //   <target type="virtio" name="org.example.metrics.0"/>
 * // </channel>
 */
export const virtioChannel = word(ChannelBuilder, channel, (name: string, end: HostEnd) => ({
  target: { type: 'virtio', name },
  ...hostEndOf(end),
}))

/**
 * What the guest sends to an address and port over TCP arrives at an end on the host.
 *
 * @example
 * domain('fv0').hvm().channel(guestForward('10.0.2.1', 4600, unix('bind', '/run/fv0-forward.sock')))
 * // <channel type="unix">
 * //   <source mode="bind" path="/run/fv0-forward.sock"/>
 * //   <target type="guestfwd" address="10.0.2.1" port="4600"/>
 * // </channel>
 */
export const guestForward = word(
  ChannelBuilder,
  channel,
  (address: string, port: number, end: HostEnd) => ({
    target: { type: 'guestfwd', address, port },
    ...hostEndOf(end),
  }),
)
