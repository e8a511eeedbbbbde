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

/** `<smartcard>`: a reader with a smartcard in it, on the guest's USB. */
export interface Smartcard extends Infer<typeof smartcard> {}

export const smartcard = element(
  'smartcard',
  {
    /** Where the card is: the `host`'s own, made of `host-certificates`, or far away (`passthrough`). */
    mode: required(attribute(oneOf('host host-certificates passthrough'))),
    /** What is at the far end: mostly the viewer of SPICE (`spicevmc`), or a server (`tcp`). */
    type: requiredIn(['passthrough'], attribute(chardevType)),
    /** The names of the certificates in the database, always three. */
    certificate: many(requiredIn(['host-certificates'], leaf(text, { times: 3 }))),
    /** The folder of the NSS database on the host; `/etc/pki/nssdb` where it is left out. */
    database: leaf(matching(/\/.*/, 'an absolute path of a folder, as "/etc/pki/nssdb"'), {
      in: ['host-certificates'],
    }),
    /** The far end. Only `udp` has two. */
    source: many(child<ChardevSource>(chardevSource, { in: ['passthrough'] })),
    /** What is spoken over the connection. */
    protocol: child<ChardevProtocol>(chardevProtocol, { in: ['passthrough'] }),
    /** A file that keeps what passes through. Since libvirt 1.3.3. */
    log: child<ChardevLog>(chardevLog, { in: ['passthrough'], since: '1.3.3' }),
    /** The end in the guest, of which there is nothing to say. */
    target: child<ChardevTarget>(chardevTarget, { in: ['passthrough'] }),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The slot of a CCID controller; libvirt's choice where it is left out. */
    address: child<Address>(address),
  },
  { by: 'mode', page: 'formatdomain.html#smartcard-devices' },
)
