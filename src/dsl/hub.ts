import type { Fluent } from '../schema/core/element.ts'
import { type Hub, hub } from '../schema/domain/hub.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<hub>`: one method a field. */
export interface HubBuilder extends Fluent<typeof hub, HubBuilder> {}
export class HubBuilder extends Builder<Hub> {}
derive(HubBuilder, hub)

/**
 * A USB hub, which makes several ports of one.
 *
 * @example
 * domain('fv0').hvm().hub(usbHub())   // <hub type="usb"/>
 */
export const usbHub = word(HubBuilder, hub, () => ({ type: 'usb' }))
