import { absolutePath, oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, leaf, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'
import { memorySize, type Size } from './size.ts'

/** `<pstore>`: persistent storage in which the guest's kernel saves its last messages before a crash. */
export interface Pstore extends Infer<typeof pstore> {}

export const pstore = element(
  'pstore',
  {
    /** The type of the persistent storage device. Only `acpi-erst` is supported. */
    backend: required(attribute(oneOf('acpi-erst'))),
    /**
     * The path of the file on the host to which the guest's persistent storage is written. If omitted, libvirt chooses
     * a path.
     */
    path: leaf(absolutePath),
    /**
     * The size of the storage in which the guest's kernel saves its last messages. A number without a unit is in KiB.
     */
    size: required(child<Size>(memorySize)),
    /** The name that libvirt and QEMU use for the persistent storage device. */
    alias: child<Alias>(alias),
    /** The address of the persistent storage device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#pstore' },
)
