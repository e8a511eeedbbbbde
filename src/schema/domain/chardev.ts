import { absolutePath, newer, oneOf, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { chardevType, hostEnd } from './chardev-source.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'

/** `<model>` of a serial port: the device behind it. */
export interface SerialModel extends Infer<typeof serialModel> {}

const serialModel = element(
  'model',
  {
    /** The device; each goes with one target type, and libvirt knows which. `16550a` since libvirt 4.7.0, `isa-debugcon` since 8.1.0. */
    name: required(
      attribute(
        newer(
          oneOf(
            'isa-serial usb-serial pci-serial spapr-vty pl011 16550a sclpconsole sclplmconsole',
            'isa-debugcon',
          ),
          { '16550a': '4.7.0', 'isa-debugcon': '8.1.0' },
        ),
      ),
    ),
  },
  { lead: 'name', page: 'formatdomain.html#serial-port' },
)

/** `<target>` of a character device: the end in the guest. */
export interface ChardevTarget extends Infer<typeof chardevTarget> {}

export const chardevTarget = element(
  'target',
  {
    /**
     * What the guest sees; libvirt's choice for the machine where it is left out. Serial ports are `isa-serial`,
     * `usb-serial`, `pci-serial` …; consoles are `serial` (the first serial port once more), `virtio`, `xen`, `lxc` …;
     * parallel ports have none.
     */
    type: attribute(
      newer(
        oneOf(
          'xen serial uml virtio lxc openvz sclp sclplm',
          'isa-serial usb-serial pci-serial spapr-vio-serial system-serial sclp-serial isa-debug',
        ),
        {
          virtio: '0.8.3',
          'isa-serial': '1.0.2',
          'usb-serial': '1.0.2',
          'pci-serial': '1.0.2',
          'spapr-vio-serial': '3.10.0',
          'system-serial': '3.10.0',
          'sclp-serial': '3.10.0',
          'isa-debug': '8.1.0',
        },
      ),
    ),
    /** The number of the port in the guest, from 0. */
    port: attribute(unsigned),
    /** The device behind a serial port; the one for its type where it is left out. Since libvirt 3.10.0. */
    model: child<SerialModel>(serialModel, { since: '3.10.0' }),
  },
  { lead: 'port', page: 'formatdomain.html#guest-interface' },
)

const guestEnd = {
  /** The end in the guest. */
  target: child<ChardevTarget>(chardevTarget),
  /** The name by which libvirt and QEMU know it. */
  alias: child<Alias>(alias),
  /** How firmware tables speak of it. */
  acpi: child<DeviceAcpi>(deviceAcpi),
  /** Where the guest sees it: an `isa`, `usb`, `pci` or `spapr-vio` address, by the type of the target. */
  address: child<Address>(address),
}

/** `<serial>` or `<parallel>`: a port of the guest. */
export interface Chardev extends Infer<typeof chardev> {}

export const chardev = element(
  'serial',
  {
    /** What is at the host's end. */
    type: required(attribute(chardevType)),
    /** The terminal of a `pty`, once more, for old readers; libvirt writes it. */
    tty: attribute(absolutePath, { in: ['pty'], assigned: true }),
    ...hostEnd,
    ...guestEnd,
  },
  { by: 'type', page: 'formatdomain.html#consoles-serial-parallel-channel-devices' },
)

/** `<console>`: the guest's text console. */
export interface TextConsole extends Infer<typeof textConsole> {}

export const textConsole = element(
  // The name of its kin, so that one builder is a serial port and a console.
  'serial',
  {
    /** What is at the host's end. Only a console that says nothing else but its `tty` goes without. */
    type: attribute(chardevType),
    /** The terminal of a `pty`, once more, for old readers; libvirt writes it. */
    tty: attribute(absolutePath, { in: ['pty'], assigned: true }),
    ...hostEnd,
    ...guestEnd,
  },
  {
    by: 'type',
    needs: {
      source: 'type',
      protocol: 'type',
      log: 'type',
      target: 'type',
      alias: 'type',
      acpi: 'type',
      address: 'type',
    },
    page: 'formatdomain.html#console',
  },
)
