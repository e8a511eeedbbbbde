import { oneOf } from './codec.ts'
import { type Alias, alias } from './device.ts'
import { attribute, child, element, type Infer, required } from './element.ts'

/** `<input>`: a mouse or a tablet that moves the pointer of the graphical console. */
export interface Input extends Infer<typeof input> {}

export const input = element(
  'input',
  {
    /** A `mouse` moves relatively; a `tablet` points absolutely, so that the pointers of guest and viewer stay together. */
    type: required(attribute(oneOf('mouse tablet'))),
    /** The bus: `xen` is paravirtualized. */
    bus: attribute(oneOf('xen ps2 usb')),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
  },
  { lead: 'type', page: 'formatdomain.html#input-devices' },
)
