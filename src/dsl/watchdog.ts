import type { Fluent } from '../schema/core/element.ts'
import { type Watchdog, watchdog as watchdogElement } from '../schema/domain/watchdog.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<watchdog>`: one method a field. */
export interface WatchdogBuilder extends Fluent<typeof watchdogElement, WatchdogBuilder> {}
export class WatchdogBuilder extends Builder<Watchdog> {}
derive(WatchdogBuilder, watchdogElement)

/**
 * A device that resets the guest, or does something else, once it no longer shows life.
 *
 * @example
 * domain('fv0').hvm().watchdog(watchdog())                  // <watchdog model="i6300esb"/>
 * domain('fv1').hvm().watchdog(watchdog('itco', 'dump'))   // <watchdog model="itco" action="dump"/>
 */
export const watchdog = word(
  WatchdogBuilder,
  watchdogElement,
  (model: Watchdog['model'] = 'i6300esb', action: Watchdog['action'] = undefined) => ({
    model,
    action,
  }),
)
