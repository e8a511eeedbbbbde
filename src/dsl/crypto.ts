import type { Fluent } from '../schema/core/element.ts'
import { type CryptoBackend, type CryptoDevice, crypto } from '../schema/domain/crypto.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<crypto>` element, with one method for each field of the element. */
export interface CryptoBuilder extends Fluent<typeof crypto, CryptoBuilder> {}
export class CryptoBuilder extends Builder<CryptoDevice> {}
derive(CryptoBuilder, crypto)

/**
 * A virtio crypto device, which encrypts and decrypts for the guest. The backend is QEMU
 * (`builtin`, the default) or the kernel of the host (`lkcf`). Since libvirt 9.0.0.
 *
 * @example
 * domain('fv0').hvm().crypto(virtioCrypto('builtin', { queues: 2 }))
 * // <crypto model="virtio" type="qemu">
 * //   <backend model="builtin" queues="2"/>
 * // </crypto>
 */
export const virtioCrypto = factory(
  CryptoBuilder,
  crypto,
  (model: CryptoBackend['model'] = 'builtin', options: Pick<CryptoBackend, 'queues'> = {}) => ({
    model: 'virtio',
    type: 'qemu',
    backend: { ...options, model },
  }),
)
