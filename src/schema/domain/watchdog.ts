import { newer, oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'

/** `<watchdog>`: a device that does something about a guest that has not shown life for a while. */
export interface Watchdog extends Infer<typeof watchdog> {}

export const watchdog = element(
  'watchdog',
  {
    /** The emulated card: `i6300esb` on PCI is best on a PC; q35 machines have an `itco` built in, s390 has `diag288`. */
    model: required(
      attribute(newer(oneOf('i6300esb ib700 diag288 itco'), { diag288: '1.2.17', itco: '9.1.0' })),
    ),
    /** What happens when it expires; `reset` where it is left out. `dump` lets the guest go on afterwards. */
    action: attribute(
      newer(oneOf('reset shutdown poweroff pause none dump inject-nmi'), {
        dump: '0.8.7',
        'inject-nmi': '1.2.17',
      }),
      { default: 'reset' },
    ),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
  },
  { lead: 'model', page: 'formatdomain.html#watchdog-devices' },
)
