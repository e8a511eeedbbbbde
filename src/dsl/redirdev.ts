import type { Fluent } from '../schema/core/element.ts'
import { type Redirdev, redirdev } from '../schema/domain/redirdev.ts'
import { Builder, derive, word } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** Builds a `<redirdev>`: one method a field. */
export interface RedirdevBuilder extends Fluent<typeof redirdev, RedirdevBuilder> {}
export class RedirdevBuilder extends Builder<Redirdev> {}
derive(RedirdevBuilder, redirdev)

/**
 * A USB port into which the viewer of SPICE plugs devices, or a server at another end. One a device.
 *
 * @example
 * domain('fv0').hvm().redirdev(usbRedirection(), usbRedirection(tcp('connect', { host: 'localhost', service: 4000 })))
 * // <redirdev bus="usb" type="spicevmc"/>
 * // <redirdev bus="usb" type="tcp">
 * //   <source mode="connect" host="localhost" service="4000"/>
 * // </redirdev>
 */
export const usbRedirection = word(
  RedirdevBuilder,
  redirdev,
  (end: HostEnd = { type: 'spicevmc' }) => ({ bus: 'usb', ...hostEndOf(end) }),
)
