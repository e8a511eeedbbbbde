import { absolutePath, onOff, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer } from '../core/element.ts'

/** `<rom>` of a PCI device: the option ROM of the device. */
export interface Rom extends Infer<typeof rom> {}

export const rom = element(
  'rom',
  {
    /**
     * Whether the option ROM of the PCI device is loaded. `false` cannot be combined with `bar` and `file`. Since
     * libvirt 4.3.0.
     */
    enabled: attribute(yesNo, { since: '4.3.0' }),
    /**
     * Whether the guest sees the PCI device's own option ROM. QEMU chooses the default, usually on. Since libvirt
     * 0.9.7.
     */
    bar: attribute(onOff, { since: '0.9.7' }),
    /**
     * The absolute path of a host file that replaces the PCI device's own option ROM, for example for network boot.
     * Since libvirt 0.9.10.
     */
    file: attribute(absolutePath, { since: '0.9.10' }),
  },
  { lead: 'file', page: 'formatdomain.html#usb-pci-scsi-devices' },
)
