import { oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'

/** `<hub>`: a device that makes several ports of one. */
export interface Hub extends Infer<typeof hub> {}

export const hub = element(
  'hub',
  {
    /** The bus; there is only `usb`. */
    type: required(attribute(oneOf('usb'))),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** The USB port it is plugged into; libvirt's choice where it is left out. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#hub-devices' },
)
