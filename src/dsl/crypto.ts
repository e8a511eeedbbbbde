import type { Fluent } from '../schema/core/element.ts'
import { type CryptoBackend, type CryptoDevice, crypto } from '../schema/domain/crypto.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<crypto>`: one method a field. */
export interface CryptoBuilder extends Fluent<typeof crypto, CryptoBuilder> {}
export class CryptoBuilder extends Builder<CryptoDevice> {}
derive(CryptoBuilder, crypto)

/**
 * A device that encrypts for the guest: QEMU does the work (`builtin`), or the host's kernel (`lkcf`).
 *
 * @example
 * domain('fv0').hvm().crypto(virtioCrypto('builtin', { queues: 2 }))
 * // <crypto model="virtio" type="qemu">
 * //   <backend model="builtin" queues="2"/>
 * // </crypto>
 */
export const virtioCrypto = word(
  CryptoBuilder,
  crypto,
  (model: CryptoBackend['model'] = 'builtin', options: Pick<CryptoBackend, 'queues'> = {}) => ({
    model: 'virtio',
    type: 'qemu',
    backend: { ...options, model },
  }),
)
