import { absolutePath, onOff, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer } from '../core/element.ts'

/** `<rom>` of a PCI device: the firmware it brings along. */
export interface Rom extends Infer<typeof rom> {}

export const rom = element(
  'rom',
  {
    /** `false` loads none at all; it then takes nothing else. Since libvirt 4.3.0. */
    enabled: attribute(yesNo, { since: '4.3.0' }),
    /** The guest sees the device's own; QEMU's choice, mostly yes, where it is left out. Since libvirt 0.9.7. */
    bar: attribute(onOff, { since: '0.9.7' }),
    /** The absolute path of a file that takes its place, such as one that boots from the network. Since libvirt 0.9.10. */
    file: attribute(absolutePath, { since: '0.9.10' }),
  },
  { lead: 'file', page: 'formatdomain.html#usb-pci-scsi-devices' },
)
