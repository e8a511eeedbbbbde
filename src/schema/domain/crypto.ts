import { oneOf, positive } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type VirtioDriver, virtioDriver } from './device.ts'

/** `<backend>` of a crypto device: what does the work on the host. */
export interface CryptoBackend extends Infer<typeof cryptoBackend> {}

const cryptoBackend = element(
  'backend',
  {
    /** QEMU itself (`builtin`), or the host's kernel (`lkcf`). */
    model: required(attribute(oneOf('builtin lkcf'))),
    /** The number of queues. */
    queues: attribute(positive),
  },
  { lead: 'model', page: 'formatdomain.html#crypto' },
)

/** `<crypto>`: a device that encrypts for the guest. */
export interface CryptoDevice extends Infer<typeof crypto> {}

export const crypto = element(
  'crypto',
  {
    /** The device; there is only `virtio`. */
    model: required(attribute(oneOf('virtio'))),
    /** Who provides it; there is only `qemu`. */
    type: required(attribute(oneOf('qemu'))),
    /** What does the work on the host. */
    backend: required(child<CryptoBackend>(cryptoBackend)),
    /** Options of virtio. */
    driver: child<VirtioDriver>(virtioDriver),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** Where the guest sees it. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#crypto' },
)
