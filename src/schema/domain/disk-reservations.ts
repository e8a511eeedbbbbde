import { absolutePath, oneOf, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Reconnect, reconnect } from './reconnect.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<source>` of `<reservations>`: the connection to the helper process that manages SCSI persistent reservations. */
export interface ReservationsSource extends Infer<typeof reservationsSource> {}

const reservationsSource = element(
  'source',
  {
    /** The kind of connection to the helper process. Only `unix`, a UNIX socket, is supported. */
    type: required(attribute(oneOf('unix'))),
    /** The absolute path of the helper process's UNIX socket. */
    path: required(attribute(absolutePath)),
    /** The role of QEMU in the connection to the helper process. QEMU must be the `client`. */
    mode: required(attribute(oneOf('server client'))),
    /** How QEMU connects again to the helper process after the connection breaks. */
    reconnect: child<Reconnect>(reconnect),
  },
  { lead: 'path', page },
)

/** `<reservations>` of a block device: allows the guest to use SCSI persistent reservations. */
export interface DiskReservations extends Infer<typeof diskReservations> {}

export const diskReservations = element(
  'reservations',
  {
    /**
     * Whether libvirt runs the helper process that manages the reservations. If not, `source` must describe the
     * connection to the helper process.
     */
    managed: attribute(yesNo),
    /** Whether the persistent reservations move with the guest during migration. Since libvirt 12.1.0. */
    migration: attribute(yesNo, { since: '12.1.0' }),
    /**
     * The connection to the helper process that manages the reservations. Required if libvirt does not run the helper
     * process.
     */
    source: child<ReservationsSource>(reservationsSource),
  },
  { lead: 'managed', page },
)
