import type { Fluent } from '../schema/core/element.ts'
import { type Smartcard, smartcard as smartcardElement } from '../schema/domain/smartcard.ts'
import { Builder, derive, factory } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** The builder for a `<smartcard>` element, with one method for each field of the element. */
export interface SmartcardBuilder extends Fluent<typeof smartcardElement, SmartcardBuilder> {}
export class SmartcardBuilder extends Builder<Smartcard> {}
derive(SmartcardBuilder, smartcardElement)

/**
 * A smartcard reader. By default, the reader uses the smartcard of the SPICE viewer. `end` selects another connection, such as
 * `tcp(…)`, over which another program provides a smartcard.
 *
 * @example
 * domain('fv0').hvm().graphics(spice()).smartcard(smartcard())
 * // <smartcard mode="passthrough" type="spicevmc"/>
 */
export const smartcard = factory(
  SmartcardBuilder,
  smartcardElement,
  (end: HostEnd = { type: 'spicevmc' }) => ({ mode: 'passthrough', ...hostEndOf(end) }),
)

/**
 * A smartcard reader through which the guest uses the smartcard in the host's reader.
 *
 * @example
 * domain('fv0').hvm().smartcard(hostSmartcard())   // <smartcard mode="host"/>
 */
export const hostSmartcard = factory(SmartcardBuilder, smartcardElement, () => ({ mode: 'host' }))

/**
 * A smartcard reader with an emulated smartcard, which is made from three certificates in an NSS
 * database on the host. `database` is the directory of the database, by default `/etc/pki/nssdb`.
 *
 * @example
 * domain('fv0').hvm().smartcard(certificateSmartcard(['cert1', 'cert2', 'cert3'], '/etc/pki/nssdb'))
 * // <smartcard mode="host-certificates">
 * //   <certificate>cert1</certificate>
 * //   <certificate>cert2</certificate>
 * //   <certificate>cert3</certificate>
 * //   <database>/etc/pki/nssdb</database>
 * // </smartcard>
 */
export const certificateSmartcard = factory(
  SmartcardBuilder,
  smartcardElement,
  (certificate: readonly [string, string, string], database: string | undefined = undefined) => ({
    mode: 'host-certificates',
    certificate,
    database,
  }),
)
