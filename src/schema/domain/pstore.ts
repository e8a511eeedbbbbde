import { absolutePath, oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, leaf, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'
import { memorySize, type Size } from './size.ts'

/** `<pstore>`: memory that outlives a crash, into which the guest's kernel writes its last words. */
export interface Pstore extends Infer<typeof pstore> {}

export const pstore = element(
  'pstore',
  {
    /** The device; there is only `acpi-erst`. */
    backend: required(attribute(oneOf('acpi-erst'))),
    /** The path of the file on the host; libvirt's choice where it is left out. */
    path: leaf(absolutePath),
    /** How much memory there is. A bare number counts KiB. */
    size: required(child<Size>(memorySize)),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** Where the guest sees it. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#pstore' },
)
