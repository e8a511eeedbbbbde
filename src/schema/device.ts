import { matching } from './codec.ts'
import { attribute, element, type Infer, required } from './element.ts'

/** `<alias>`: the name by which libvirt and QEMU know a device. */
export interface Alias extends Infer<typeof alias> {}

export const alias = element(
  'alias',
  {
    /** The name. Names that people give begin with `ua-`; libvirt assigns the others. Since libvirt 3.9.0. */
    name: required(attribute(matching(/[a-zA-Z0-9_\-.]+/, 'letters, digits, "_", "-" and "."'))),
  },
  { lead: 'name', page: 'formatdomain.html#devices' },
)
