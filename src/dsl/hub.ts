import type { Fluent } from '../schema/core/element.ts'
import { type Hub, hub } from '../schema/domain/hub.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<hub>` element, with one method for each field of the element. */
export interface HubBuilder extends Fluent<typeof hub, HubBuilder> {}
export class HubBuilder extends Builder<Hub> {}
derive(HubBuilder, hub)

/**
 * A USB hub, which adds ports to a USB controller.
 *
 * @example
 * domain('fv0').hvm().hub(usbHub())   // <hub type="usb"/>
 */
export const usbHub = factory(HubBuilder, hub, () => ({ type: 'usb' }))
