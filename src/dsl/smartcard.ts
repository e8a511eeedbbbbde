import type { Fluent } from '../schema/core/element.ts'
import { type Smartcard, smartcard as smartcardElement } from '../schema/domain/smartcard.ts'
import { Builder, derive, word } from './builder.ts'
import { type HostEnd, hostEndOf } from './chardev.ts'

/** Builds a `<smartcard>`: one method a field. */
export interface SmartcardBuilder extends Fluent<typeof smartcardElement, SmartcardBuilder> {}
export class SmartcardBuilder extends Builder<Smartcard> {}
derive(SmartcardBuilder, smartcardElement)

/**
 * The smartcard of whoever looks at the screen with SPICE, or one at another end.
 *
 * @example
 * domain('fv0').hvm().graphics(spice()).smartcard(smartcard())
 * // <smartcard mode="passthrough" type="spicevmc"/>
 */
export const smartcard = word(
  SmartcardBuilder,
  smartcardElement,
  (end: HostEnd = { type: 'spicevmc' }) => ({ mode: 'passthrough', ...hostEndOf(end) }),
)

/**
 * The smartcard in the host's own reader.
 *
 * @example
 * domain('fv0').hvm().smartcard(hostSmartcard())   // <smartcard mode="host"/>
 */
export const hostSmartcard = word(SmartcardBuilder, smartcardElement, () => ({ mode: 'host' }))

/**
 * A smartcard that is made of three certificates of an NSS database on the host.
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
export const certificateSmartcard = word(
  SmartcardBuilder,
  smartcardElement,
  (certificate: readonly [string, string, string], database: string | undefined = undefined) => ({
    mode: 'host-certificates',
    certificate,
    database,
  }),
)
