import { oneOf, withSince } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'

/** `<panic>`: a device through which the guest reports a crash to the host. */
export interface Panic extends Infer<typeof panic> {}

export const panic = element(
  'panic',
  {
    /**
     * The model of the panic device. `hyperv` is for Windows guests, and `pvpanic` is a PCI device. If omitted, libvirt
     * chooses a model for the machine type.
     */
    model: attribute(
      withSince(oneOf('isa pseries hyperv s390 pvpanic'), {
        hyperv: '1.3.0',
        s390: '1.3.5',
        pvpanic: '9.1.0',
      }),
    ),
    /** The name that libvirt and QEMU use for the panic device. */
    alias: child<Alias>(alias),
    /** The address of the panic device. For the model `isa`, it is the I/O port 0x505. */
    address: child<Address>(address),
  },
  { lead: 'model', page: 'formatdomain.html#panic-device' },
)
