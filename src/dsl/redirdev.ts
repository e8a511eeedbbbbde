import type { Fluent } from '../schema/core/element.ts'
import { type Redirdev, redirdev } from '../schema/domain/redirdev.ts'
import { Builder, derive, factory } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** The builder for a `<redirdev>` element, with one method for each field of the element. */
export interface RedirdevBuilder extends Fluent<typeof redirdev, RedirdevBuilder> {}
export class RedirdevBuilder extends Builder<Redirdev> {}
derive(RedirdevBuilder, redirdev)

/**
 * A redirected USB port. The SPICE viewer or another server attaches a USB device to the port. By default, the port is
 * connected to the SPICE viewer. A port accepts only one device, so add one port for each device.
 *
 * @example
 * domain('fv0').hvm().redirdev(usbRedirection(), usbRedirection(tcp('connect', { host: 'localhost', service: 4000 })))
 * // <redirdev bus="usb" type="spicevmc"/>
 * // <redirdev bus="usb" type="tcp">
 * //   <source mode="connect" host="localhost" service="4000"/>
 * // </redirdev>
 */
export const usbRedirection = factory(
  RedirdevBuilder,
  redirdev,
  (end: HostEnd = { type: 'spicevmc' }) => ({ bus: 'usb', ...hostEndOf(end) }),
)
