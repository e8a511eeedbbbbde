import { child, element, type Infer } from '../core/element.ts'
import { type Address, address } from './address.ts'

/** `<nvram>` of `<devices>`: the memory that keeps the settings of a pSeries guest's firmware. Every such guest has it. */
export interface NvramDevice extends Infer<typeof nvramDevice> {}

export const nvramDevice = element(
  'nvram',
  {
    /** Where it is plugged in: a register, of type `spapr-vio`. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#nvram-device' },
)
