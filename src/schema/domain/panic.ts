import { newer, oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'

/** `<panic>`: a device through which the guest tells the host that it has crashed. */
export interface Panic extends Infer<typeof panic> {}

export const panic = element(
  'panic',
  {
    /** The model; one that fits the machine where it is left out. `hyperv` is for Windows, `pvpanic` is on PCI. */
    model: attribute(
      newer(oneOf('isa pseries hyperv s390 pvpanic'), {
        hyperv: '1.3.0',
        s390: '1.3.5',
        pvpanic: '9.1.0',
      }),
    ),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** Where it is plugged in: an I/O port, 0x505, for `isa`. */
    address: child<Address>(address),
  },
  { lead: 'model', page: 'formatdomain.html#panic-device' },
)
