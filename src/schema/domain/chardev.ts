import { absolutePath, oneOf, unsigned, withSince } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { chardevType, hostEnd } from './chardev-source.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'

/** `<model>` of a serial port: the hardware that the hypervisor emulates. */
export interface SerialModel extends Infer<typeof serialModel> {}

const serialModel = element(
  'model',
  {
    /**
     * The name of the emulated serial port hardware. Each target type has exactly one model, so libvirt can choose the model.
     * `16550a` since libvirt 4.7.0, `isa-debugcon` since 8.1.0.
     */
    name: required(
      attribute(
        withSince(
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

/** `<target>` of a character device: the device that the guest sees. */
export interface ChardevTarget extends Infer<typeof chardevTarget> {}

export const chardevTarget = element(
  'target',
  {
    /**
     * The kind of device that the guest sees. A serial port is for example `isa-serial`, `usb-serial` or `pci-serial`.
     * A console is for example `serial` (the first serial port), `virtio`, `xen` or `lxc`. Parallel ports have no type.
     * If omitted, libvirt chooses a type that fits the machine.
     */
    type: attribute(
      withSince(
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
    /** The number of the serial port, parallel port or console in the guest, from 0. */
    port: attribute(unsigned),
    /**
     * The hardware that the hypervisor emulates for a serial port. If omitted, libvirt chooses the hardware for the
     * target type. Since libvirt 3.10.0.
     */
    model: child<SerialModel>(serialModel, { since: '3.10.0' }),
  },
  { lead: 'port', page: 'formatdomain.html#guest-interface' },
)

const guestEnd = {
  /** The serial port, parallel port or console that the guest sees. */
  target: child<ChardevTarget>(chardevTarget),
  /** The name that libvirt and QEMU use for the character device. */
  alias: child<Alias>(alias),
  /** How ACPI tables describe the character device to the guest. */
  acpi: child<DeviceAcpi>(deviceAcpi),
  /**
   * The address of the character device in the guest. Its type is `isa`, `usb`, `pci` or `spapr-vio`, depending on the
   * type of the target.
   */
  address: child<Address>(address),
}

/** `<serial>` or `<parallel>`: a serial or parallel port of the guest. */
export interface Chardev extends Infer<typeof chardev> {}

export const chardev = element(
  'serial',
  {
    /** The kind of connection that the serial or parallel port has on the host. */
    type: required(attribute(chardevType)),
    /**
     * The path of the host's pseudo terminal, for type `pty`. libvirt reports the path here for programs that read the
     * old XML format.
     */
    tty: attribute(absolutePath, { in: ['pty'], assigned: true }),
    ...hostEnd,
    ...guestEnd,
  },
  { variantBy: 'type', page: 'formatdomain.html#consoles-serial-parallel-channel-devices' },
)

/** `<console>`: the text console of the guest. */
export interface TextConsole extends Infer<typeof textConsole> {}

export const textConsole = element(
  // The element for `<console>` has the same name as the element for `<serial>`, so that programs can use the same builder
  // for serial ports and consoles.
  'serial',
  {
    /**
     * The kind of connection that the console has on the host. It can be omitted only if no field other than `tty` is
     * set.
     */
    type: attribute(chardevType),
    /**
     * The path of the host's pseudo terminal, for type `pty`. libvirt reports the path here for programs that read the old
     * XML format.
     */
    tty: attribute(absolutePath, { in: ['pty'], assigned: true }),
    ...hostEnd,
    ...guestEnd,
  },
  {
    variantBy: 'type',
    requires: {
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
