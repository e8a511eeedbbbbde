import { child, element, type Infer } from '../core/element.ts'
import { type Address, address } from './address.ts'

/**
 * `<nvram>` in `<devices>`: the NVRAM device, which stores the firmware settings of a pSeries guest. Every pSeries guest has
 * this device.
 */
export interface NvramDevice extends Infer<typeof nvramDevice> {}

export const nvramDevice = element(
  'nvram',
  {
    /** The `spapr-vio` register of the NVRAM device. If omitted, libvirt assigns a register. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#nvram-device' },
)
