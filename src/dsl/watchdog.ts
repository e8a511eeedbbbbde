import type { Fluent } from '../schema/core/element.ts'
import { type Watchdog, watchdog as watchdogElement } from '../schema/domain/watchdog.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<watchdog>` element, with one method for each field of the element. */
export interface WatchdogBuilder extends Fluent<typeof watchdogElement, WatchdogBuilder> {}
export class WatchdogBuilder extends Builder<Watchdog> {}
derive(WatchdogBuilder, watchdogElement)

/**
 * A watchdog, which resets the guest or takes another `action` when the guest stops responding. The
 * guest must run a watchdog daemon. `model` defaults to `i6300esb`, and `action` defaults to
 * `reset`. Since libvirt 9.1.0, q35 machines also have the model `itco`.
 *
 * @example
 * domain('fv0').hvm().watchdog(watchdog())                  // <watchdog model="i6300esb"/>
 * domain('fv1').hvm().watchdog(watchdog('itco', 'dump'))   // <watchdog model="itco" action="dump"/>
 */
export const watchdog = factory(
  WatchdogBuilder,
  watchdogElement,
  (model: Watchdog['model'] = 'i6300esb', action: Watchdog['action'] = undefined) => ({
    model,
    action,
  }),
)
