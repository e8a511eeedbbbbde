import {
  absolutePath,
  digits,
  inVariant,
  matching,
  newer,
  oneOf,
  onOff,
  positive,
  text,
  uuid,
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
import { pciBus, pciDomain, pciFunction, pciSlot, usbPort } from './address.ts'
import { type IscsiInitiator, iscsiInitiator } from './disk-network.ts'
import { type DiskAuth, diskAuth } from './disk-secret.ts'
import { networkDevice, portNumber } from './network-ip.ts'
import { type PciAddress, pciAddress, pciFromText, pciToText } from './pci-address.ts'
import { type UsbId, usbHostNumber, usbId } from './usb-id.ts'

const page = 'formatdomain.html#usb-pci-scsi-devices'

/** `<parentaddr>`: where the host has an adapter whose number may change. */
export interface AdapterParent extends Infer<typeof adapterParent> {}

const adapterParent = element(
  'parentaddr',
  {
    /** Which of the adapters of one device it is. */
    unique_id: attribute(positive),
    /** Its place on PCI. */
    address: required(child<PciAddress>(pciAddress)),
  },
  { page },
)

// A world wide name, of sixteen hexadecimal digits.
const wwn = matching(/(?:0x)?[0-9a-fA-F]{16}/, 'sixteen hexadecimal digits')

/** `<adapter>`: the host bus adapter that a SCSI device is attached to. */
export interface ScsiAdapter extends Infer<typeof scsiAdapter> {}

const scsiAdapter = element(
  'adapter',
  {
    /** What it is: any adapter (`scsi_host`), or a virtual one of Fibre Channel. */
    type: attribute(oneOf('scsi_host fc_host'), { default: 'scsi_host' }),
    /** Its name, as `scsi_host0`. Instead of `parentaddr`. */
    name: attribute(text, { in: ['scsi_host'] }),
    /** The adapter that the virtual one is made on, as `scsi_host3`. */
    parent: attribute(text, { in: ['fc_host'] }),
    /** Whether libvirt takes the virtual adapter away again. */
    managed: attribute(yesNo, { in: ['fc_host'] }),
    /** The node of the adapter that the virtual one is made on. */
    parent_wwnn: attribute(wwn, { in: ['fc_host'] }),
    /** The port of the adapter that the virtual one is made on. */
    parent_wwpn: attribute(wwn, { in: ['fc_host'] }),
    /** The fabric of the adapter that the virtual one is made on. */
    parent_fabric_wwn: attribute(wwn, { in: ['fc_host'] }),
    /** The node of the virtual adapter. */
    wwnn: requiredIn(['fc_host'], attribute(wwn)),
    /** The port of the virtual adapter. */
    wwpn: requiredIn(['fc_host'], attribute(wwn)),
    /** Where the host has the adapter. Instead of `name`. */
    parentaddr: child<AdapterParent>(adapterParent, { in: ['scsi_host'] }),
  },
  {
    lead: 'name',
    by: 'type',
    choices: [{ ...either('name', 'parentaddr'), in: ['scsi_host'] }],
    page,
  },
)

/** `<host>`: a server of iSCSI. */
export interface IscsiHost extends Infer<typeof iscsiHost> {}

const iscsiHost = element(
  'host',
  {
    /** Its name or address. */
    name: required(attribute(text)),
    /** Its port; 3260 where it is left out. */
    port: attribute(portNumber),
  },
  { lead: 'name', page },
)

const fromText = (text: string): Record<string, unknown> | undefined =>
  uuid.test(text) ? { uuid: text } : pciFromText(text)

/**
 * `<address>` of a host device's source: where the host has it. Text is an address of PCI (`'0000:3b:00.0'`), or the UUID
 * of a mediated device.
 */
export interface HostdevAddress extends Infer<typeof hostdevAddress> {}

const hostdevAddress = element(
  'address',
  {
    /** The UUID of a mediated device. */
    uuid: requiredIn(['mdev'], attribute(uuid)),
    /** The PCI domain, mostly 0. */
    domain: attribute(pciDomain, { in: ['pci'] }),
    /** The bus: of PCI, of USB, or of the SCSI adapter. */
    bus: requiredIn(
      ['usb', 'scsi'],
      attribute(inVariant({ usb: usbHostNumber, scsi: digits(2), pci: pciBus }), {
        in: ['pci', 'usb', 'scsi'],
      }),
    ),
    /** The slot on the PCI bus. */
    slot: attribute(pciSlot, { in: ['pci'] }),
    /** The number of the device on the USB bus; it changes whenever the device is plugged in anew. */
    device: attribute(usbHostNumber, { in: ['usb'] }),
    /** The port of the USB bus, through hubs where there are dots, as `1.2`: it stays the same. Instead of `device`. Since libvirt 12.1.0. */
    port: attribute(usbPort, { in: ['usb'], since: '12.1.0' }),
    /** The target on the SCSI bus. */
    target: requiredIn(['scsi'], attribute(digits(10))),
    /** The function in the PCI slot. */
    function: attribute(pciFunction, { in: ['pci'] }),
    /** The unit of the SCSI target. */
    unit: requiredIn(['scsi'], attribute(digits(20))),
    /** Of no use here: it is for the guest's side. */
    multifunction: attribute(onOff, { in: ['pci'] }),
  },
  {
    by: '../../type',
    choices: [{ ...either('device', 'port'), in: ['usb'] }],
    expand: fromText,
    contract: pciToText,
    page,
  },
)

/** `<source>` of a host device: the device as the host sees it. */
export interface HostdevSource extends Infer<typeof hostdevSource> {}

export const hostdevSource = element(
  'source',
  {
    /** What happens when the device is not there: the guest does not start, or not at first (`requisite`), or starts without. Since libvirt 1.0.0. */
    startupPolicy: attribute(oneOf('mandatory requisite optional'), {
      in: ['pci', 'usb'],
      default: 'mandatory',
      since: '1.0.0',
    }),
    /** Whether the guest can reset a USB device: never, only before it is set up, or always. Since libvirt 8.6.0. */
    guestReset: attribute(oneOf('off uninitialized on'), { in: ['usb'], since: '8.6.0' }),
    /** `false` lets the guest write all of a PCI device's configuration; under Xen. Since libvirt 6.8.0. */
    writeFiltering: attribute(yesNo, { in: ['pci'], since: '6.8.0' }),
    /** How the host reaches it: a SCSI device through an `adapter` or over `iscsi`, since 1.2.8; an adapter as `vhost`. */
    protocol: requiredIn(
      ['scsi_host'],
      attribute(
        inVariant({
          scsi: newer(oneOf('adapter iscsi'), { iscsi: '1.2.8' }),
          scsi_host: oneOf('vhost'),
        }),
        { in: ['scsi', 'scsi_host'], default: 'adapter' },
      ),
    ),
    /** The qualified name of the iSCSI target, and after `/` the unit. */
    name: requiredIn(['scsi/iscsi'], attribute(text)),
    /** The world wide name of a vhost adapter, as `naa.50014057667280d8`. Since libvirt 2.5.0. */
    wwpn: requiredIn(
      ['scsi_host'],
      attribute(matching(/naa\.[0-9a-fA-F]{16}/, '"naa." and sixteen hexadecimal digits'), {
        since: '2.5.0',
      }),
    ),
    /** The adapter that a SCSI device is attached to. */
    adapter: requiredIn(['scsi/adapter'], child<ScsiAdapter>(scsiAdapter)),
    /** The servers of an iSCSI target. */
    host: requiredIn(['scsi/iscsi'], many(child<IscsiHost>(iscsiHost))),
    /** As whom the iSCSI target is asked. */
    auth: child<DiskAuth>(diskAuth, { in: ['scsi/iscsi'] }),
    /** Who asks the iSCSI target. Since libvirt 6.7.0. */
    initiator: child<IscsiInitiator>(iscsiInitiator, { in: ['scsi/iscsi'], since: '6.7.0' }),
    /** The vendor of the USB device, beside `product`. */
    vendor: child<UsbId>(usbId, { in: ['usb'] }),
    /** The product number of the USB device, beside `vendor`. */
    product: child<UsbId>(usbId, { in: ['usb'] }),
    /** Where the host has it; of a USB device instead of `vendor` and `product`, or to tell two alike apart. */
    address: requiredIn(
      ['pci', 'scsi/adapter', 'mdev'],
      child<HostdevAddress>(hostdevAddress, { in: ['pci', 'usb', 'scsi/adapter', 'mdev'] }),
    ),
    /** The absolute path of a block device that a container gets. */
    block: requiredIn(['storage'], leaf(absolutePath)),
    /** The absolute path of a character device that a container gets. */
    char: requiredIn(['misc'], leaf(absolutePath)),
    /** The name of a network device that a container gets. */
    interface: requiredIn(['net'], leaf(networkDevice)),
  },
  {
    by: ['../type', 'protocol'],
    ordered: ['vendor', 'product', 'address'],
    together: [['vendor', 'product']],
    choices: [{ ...atLeastOne('vendor', 'address'), in: ['usb'] }],
    page,
  },
)
