import { matching, oneOf, text } from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  type Infer,
  leaf,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type ChardevTarget, chardevTarget } from './chardev.ts'
import {
  type ChardevLog,
  type ChardevProtocol,
  type ChardevSource,
  chardevLog,
  chardevProtocol,
  chardevSource,
  chardevType,
} from './chardev-source.ts'
import { type DeviceAcpi, deviceAcpi } from './device.ts'

/** `<smartcard>`: a virtual smartcard reader of the guest. It is attached to the guest's USB bus. */
export interface Smartcard extends Infer<typeof smartcard> {}

export const smartcard = element(
  'smartcard',
  {
    /**
     * Where the smartcard is: in the card reader of the host (`host`), in certificate files on the host
     * (`host-certificates`), or in a remote reader (`passthrough`).
     */
    mode: required(attribute(oneOf('host host-certificates passthrough'))),
    /**
     * The type of the connection to the remote smartcard reader: usually the SPICE viewer (`spicevmc`), or a server
     * (`tcp`).
     */
    type: requiredIn(['passthrough'], attribute(chardevType)),
    /** The names of the three certificates in the host's NSS database that make up the virtual smartcard. */
    certificate: many(requiredIn(['host-certificates'], leaf(text, { exactCount: 3 }))),
    /** The directory of the NSS certificate database on the host. Default: `/etc/pki/nssdb`. */
    database: leaf(matching(/\/.*/, 'the absolute path of a directory, such as "/etc/pki/nssdb"'), {
      in: ['host-certificates'],
    }),
    /** The endpoint of the connection to the remote smartcard reader. A connection of type `udp` has two endpoints. */
    source: many(child<ChardevSource>(chardevSource, { in: ['passthrough'] })),
    /** The protocol of the connection to the remote smartcard reader. */
    protocol: child<ChardevProtocol>(chardevProtocol, { in: ['passthrough'] }),
    /**
     * The file in which the hypervisor records the data of the connection to the remote smartcard reader. Since libvirt
     * 1.3.3.
     */
    log: child<ChardevLog>(chardevLog, { in: ['passthrough'], since: '1.3.3' }),
    /** The guest side of the connection to the remote smartcard reader. It needs no settings. */
    target: child<ChardevTarget>(chardevTarget, { in: ['passthrough'] }),
    /** How ACPI tables describe the smartcard reader to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /**
     * The slot on the guest's CCID controller that the smartcard reader occupies. If omitted, libvirt assigns a slot.
     */
    address: child<Address>(address),
  },
  { variantBy: 'mode', page: 'formatdomain.html#smartcard-devices' },
)
