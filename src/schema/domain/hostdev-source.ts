import {
  absolutePath,
  matching,
  oneOf,
  onOff,
  perVariant,
  positive,
  text,
  uuid,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  atLeastOne,
  attribute,
  child,
  either,
  element,
  type Infer,
  leaf,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { digits } from '../core/limited-numbers.ts'
import { pciBus, pciDomain, pciFunction, pciSlot, usbPort } from './address.ts'
import { type IscsiInitiator, iscsiInitiator } from './disk-network.ts'
import { type DiskAuth, diskAuth } from './disk-secret.ts'
import { networkDevice, portNumber } from './network-ip.ts'
import { type PciAddress, pciAddress } from './pci-address.ts'
import { pciFromText, pciToText } from './pci-text.ts'
import { type UsbId, usbHostNumber, usbId } from './usb-id.ts'

const page = 'formatdomain.html#usb-pci-scsi-devices'

/**
 * `<parentaddr>` of a SCSI host adapter: identifies the adapter by its PCI address and unique ID. Use it if the number
 * in the adapter's name can change.
 */
export interface AdapterParent extends Infer<typeof adapterParent> {}

const adapterParent = element(
  'parentaddr',
  {
    /**
     * The adapter's value of `unique_id` in sysfs, which distinguishes several SCSI adapters with the same PCI address.
     */
    unique_id: attribute(positive),
    /** The PCI address of the SCSI adapter on the host. */
    address: required(child<PciAddress>(pciAddress)),
  },
  { page },
)

// A codec for World Wide Names, which have sixteen hexadecimal digits.
const wwn = matching(/(?:0x)?[0-9a-fA-F]{16}/, 'sixteen hexadecimal digits')

/** `<adapter>` in the source of a host device: the SCSI host adapter that the device is attached to. */
export interface ScsiAdapter extends Infer<typeof scsiAdapter> {}

const scsiAdapter = element(
  'adapter',
  {
    /**
     * The kind of SCSI adapter that the device is attached to: any SCSI adapter (`scsi_host`), or a virtual Fibre
     * Channel adapter (`fc_host`). Default: `scsi_host`.
     */
    type: attribute(oneOf('scsi_host fc_host'), { default: 'scsi_host' }),
    /** The name of the SCSI host adapter, such as `scsi_host0`. Cannot be combined with `parentaddr`. */
    name: attribute(text, { in: ['scsi_host'] }),
    /** The host adapter on which libvirt creates the virtual Fibre Channel adapter, such as `scsi_host3`. */
    parent: attribute(text, { in: ['fc_host'] }),
    /** Whether libvirt deletes the virtual Fibre Channel adapter when the guest no longer uses it. */
    managed: attribute(yesNo, { in: ['fc_host'] }),
    /** The World Wide Node Name of the host adapter on which the virtual Fibre Channel adapter is created. */
    parent_wwnn: attribute(wwn, { in: ['fc_host'] }),
    /** The World Wide Port Name of the host adapter on which the virtual Fibre Channel adapter is created. */
    parent_wwpn: attribute(wwn, { in: ['fc_host'] }),
    /** The World Wide Name of the Fibre Channel fabric to which the parent of the virtual adapter is connected. */
    parent_fabric_wwn: attribute(wwn, { in: ['fc_host'] }),
    /** The World Wide Node Name of the virtual Fibre Channel adapter. */
    wwnn: requiredIn(['fc_host'], attribute(wwn)),
    /** The World Wide Port Name of the virtual Fibre Channel adapter. */
    wwpn: requiredIn(['fc_host'], attribute(wwn)),
    /** The PCI address and the unique ID of the SCSI host adapter. Cannot be combined with `name`. */
    parentaddr: child<AdapterParent>(adapterParent, { in: ['scsi_host'] }),
  },
  {
    lead: 'name',
    variantBy: 'type',
    choices: [{ ...either('name', 'parentaddr'), in: ['scsi_host'] }],
    page,
  },
)

/** `<host>` in the source of a host device: an iSCSI server that provides the device. */
export interface IscsiHost extends Infer<typeof iscsiHost> {}

const iscsiHost = element(
  'host',
  {
    /** The host name or IP address of the iSCSI server. */
    name: required(attribute(text)),
    /** The TCP port of the iSCSI server. Default: 3260. */
    port: attribute(portNumber),
  },
  { lead: 'name', page },
)

const hostdevAddressFromText = (text: string): Record<string, unknown> | undefined =>
  uuid.test(text) ? { uuid: text } : pciFromText(text)

/**
 * `<address>` in the source of a host device: the address of the device on the host. A PCI address (`'0000:3b:00.0'`)
 * or the UUID of a mediated device can be written as a text.
 */
export interface HostdevAddress extends Infer<typeof hostdevAddress> {}

const hostdevAddress = element(
  'address',
  {
    /** The UUID of the host's mediated device. */
    uuid: requiredIn(['mdev'], attribute(uuid)),
    /** The number of the PCI domain that the host device belongs to, usually 0. */
    domain: attribute(pciDomain, { in: ['pci'] }),
    /**
     * The number of the host's bus that the device is attached to: a PCI bus, a USB bus, or the bus of a SCSI adapter.
     */
    bus: requiredIn(
      ['usb', 'scsi'],
      attribute(perVariant({ usb: usbHostNumber, scsi: digits(2), pci: pciBus }), {
        in: ['pci', 'usb', 'scsi'],
      }),
    ),
    /** The number of the host's PCI slot that contains the device. */
    slot: attribute(pciSlot, { in: ['pci'] }),
    /**
     * The number of the device on the host's USB bus. The host assigns a new number whenever the device is plugged in.
     * Cannot be combined with `port`.
     */
    device: attribute(usbHostNumber, { in: ['usb'] }),
    /**
     * The USB port of the host that the device is plugged into. The port `1.2` is port 2 of a hub at port 1. The port
     * stays the same when the device is plugged in again. Cannot be combined with `device`. Since libvirt 12.1.0.
     */
    port: attribute(usbPort, { in: ['usb'], since: '12.1.0' }),
    /** The target number of the device on the host's SCSI bus. */
    target: requiredIn(['scsi'], attribute(digits(10))),
    /** The number of the device's function in the PCI slot of the host. */
    function: attribute(pciFunction, { in: ['pci'] }),
    /** The logical unit number (LUN) of the host device on its SCSI target. */
    unit: requiredIn(['scsi'], attribute(digits(20))),
    /**
     * Has no effect, because libvirt ignores this attribute in an address on the host. Set `multifunction` in the
     * address of the device in the guest.
     */
    multifunction: attribute(onOff, { in: ['pci'] }),
  },
  {
    variantBy: '../../type',
    choices: [{ ...either('device', 'port'), in: ['usb'] }],
    expand: hostdevAddressFromText,
    contract: pciToText,
    page,
  },
)

/** `<source>` of a host device: the host's device that is assigned to the guest. */
export interface HostdevSource extends Infer<typeof hostdevSource> {}

export const hostdevSource = element(
  'source',
  {
    /**
     * How libvirt reacts if the host device does not exist. With `mandatory`, the guest does not start and does not
     * migrate. With `requisite`, the guest does not start, but the guest migrates without the device. With `optional`,
     * the guest starts without the device. Default: `mandatory`. Since libvirt 1.0.0.
     */
    startupPolicy: attribute(oneOf('mandatory requisite optional'), {
      in: ['pci', 'usb'],
      default: 'mandatory',
      since: '1.0.0',
    }),
    /**
     * Whether the guest can reset the assigned USB device: never (`off`), only before the device is initialized
     * (`uninitialized`), or always (`on`). Since libvirt 8.6.0.
     */
    guestReset: attribute(oneOf('off uninitialized on'), { in: ['usb'], since: '8.6.0' }),
    /**
     * Whether Xen filters the guest's writes to the PCI configuration space of the device. With `false`, the guest can
     * write to the whole space. Since libvirt 6.8.0.
     */
    writeFiltering: attribute(yesNo, { in: ['pci'], since: '6.8.0' }),
    /**
     * How the host accesses the device. A device of type `scsi` is attached to a SCSI adapter (`adapter`, the default)
     * or provided by an iSCSI server (`iscsi`, since libvirt 1.2.8). A device of type `scsi_host` uses `vhost`.
     */
    protocol: requiredIn(
      ['scsi_host'],
      attribute(
        perVariant({
          scsi: withSince(oneOf('adapter iscsi'), { iscsi: '1.2.8' }),
          scsi_host: oneOf('vhost'),
        }),
        { in: ['scsi', 'scsi_host'], default: 'adapter' },
      ),
    ),
    /**
     * The qualified name (IQN) of the iSCSI target that provides the device, followed by `/` and the number of the
     * unit.
     */
    name: requiredIn(['scsi/iscsi'], attribute(text)),
    /**
     * The World Wide Port Name of the host's vhost SCSI adapter, such as `naa.50014057667280d8`. Since libvirt 2.5.0.
     */
    wwpn: requiredIn(
      ['scsi_host'],
      attribute(matching(/naa\.[0-9a-fA-F]{16}/, '"naa." followed by sixteen hexadecimal digits'), {
        since: '2.5.0',
      }),
    ),
    /** The SCSI host adapter that the device is attached to. */
    adapter: requiredIn(['scsi/adapter'], child<ScsiAdapter>(scsiAdapter)),
    /** The iSCSI servers that provide the device. */
    host: requiredIn(['scsi/iscsi'], many(child<IscsiHost>(iscsiHost))),
    /** The user name and the libvirt secret for the iSCSI target that provides the device. */
    auth: child<DiskAuth>(diskAuth, { in: ['scsi/iscsi'] }),
    /** The iSCSI initiator name with which the host connects to the iSCSI server. Since libvirt 6.7.0. */
    initiator: child<IscsiInitiator>(iscsiInitiator, { in: ['scsi/iscsi'], since: '6.7.0' }),
    /** The vendor ID of the host's USB device. Requires `product`. */
    vendor: child<UsbId>(usbId, { in: ['usb'] }),
    /** The product ID of the host's USB device. Requires `vendor`. */
    product: child<UsbId>(usbId, { in: ['usb'] }),
    /**
     * The address of the device on the host. A USB device is identified by `address`, or by `vendor` and `product`. Set
     * all three to distinguish identical devices.
     */
    address: requiredIn(
      ['pci', 'scsi/adapter', 'mdev'],
      child<HostdevAddress>(hostdevAddress, { in: ['pci', 'usb', 'scsi/adapter', 'mdev'] }),
    ),
    /** The absolute path of the host's block device that is assigned to the container. */
    block: requiredIn(['storage'], leaf(absolutePath)),
    /** The absolute path of the host's character device that is assigned to the container. */
    char: requiredIn(['misc'], leaf(absolutePath)),
    /** The name of the host's network device that is assigned to the container. */
    interface: requiredIn(['net'], leaf(networkDevice)),
  },
  {
    variantBy: ['../type', 'protocol'],
    ordered: ['vendor', 'product', 'address'],
    allOrNone: [['vendor', 'product']],
    choices: [{ ...atLeastOne('vendor', 'address'), in: ['usb'] }],
    page,
  },
)
