import { oneOf, positive } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type VirtioDriver, virtioDriver } from './device.ts'

/** `<backend>` of a crypto device: the implementation of the cryptographic operations on the host. */
export interface CryptoBackend extends Infer<typeof cryptoBackend> {}

const cryptoBackend = element(
  'backend',
  {
    /** The implementation of the cryptographic operations: QEMU (`builtin`) or the host's kernel (`lkcf`). */
    model: required(attribute(oneOf('builtin lkcf'))),
    /** The number of queues of the crypto device. */
    queues: attribute(positive),
  },
  { lead: 'model', page: 'formatdomain.html#crypto' },
)

/** `<crypto>`: a device that performs cryptographic operations for the guest. */
export interface CryptoDevice extends Infer<typeof crypto> {}

export const crypto = element(
  'crypto',
  {
    /** The model of the crypto device. Only `virtio` is supported. */
    model: required(attribute(oneOf('virtio'))),
    /** The provider of the crypto device. Only `qemu` is supported. */
    type: required(attribute(oneOf('qemu'))),
    /** The implementation of the cryptographic operations on the host. */
    backend: required(child<CryptoBackend>(cryptoBackend)),
    /** The virtio options of the crypto device. */
    driver: child<VirtioDriver>(virtioDriver),
    /** The name that libvirt and QEMU use for the crypto device. */
    alias: child<Alias>(alias),
    /** The address of the crypto device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#crypto' },
)
