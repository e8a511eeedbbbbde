import { oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'

/** `<hub>`: a USB hub, which adds USB ports to the guest. */
export interface Hub extends Infer<typeof hub> {}

export const hub = element(
  'hub',
  {
    /** The bus of the hub. Only `usb` is supported. */
    type: required(attribute(oneOf('usb'))),
    /** The name that libvirt and QEMU use for the hub. */
    alias: child<Alias>(alias),
    /** The USB port of the guest to which the hub is connected. If omitted, libvirt assigns a port. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#hub-devices' },
)
