import { oneOf, withSince } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'

/** `<watchdog>`: a device that takes an action if the guest stops responding. */
export interface Watchdog extends Infer<typeof watchdog> {}

export const watchdog = element(
  'watchdog',
  {
    /**
     * The model of the watchdog. `i6300esb` is a PCI device for most PCs, `itco` is built into q35 machines, and `diag288` is
     * for s390.
     */
    model: required(
      attribute(
        withSince(oneOf('i6300esb ib700 diag288 itco'), { diag288: '1.2.17', itco: '9.1.0' }),
      ),
    ),
    /**
     * The action that is taken when the watchdog expires. After `dump`, the guest continues to run. Default: `reset`.
     */
    action: attribute(
      withSince(oneOf('reset shutdown poweroff pause none dump inject-nmi'), {
        dump: '0.8.7',
        'inject-nmi': '1.2.17',
      }),
      { default: 'reset' },
    ),
    /** The name that libvirt and QEMU use for the watchdog. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the watchdog to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the watchdog in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { lead: 'model', page: 'formatdomain.html#watchdog-devices' },
)
