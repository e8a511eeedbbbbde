import { absolutePath, oneOf, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Reconnect, reconnect } from './reconnect.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<source>` of `<reservations>`: the connection to the helper process that manages SCSI persistent reservations. */
export interface ReservationsSource extends Infer<typeof reservationsSource> {}

const reservationsSource = element(
  'source',
  {
    /**
     * The kind of connection to the process that manages SCSI persistent reservations. Only `unix`, a UNIX socket, is
     * supported.
     */
    type: required(attribute(oneOf('unix'))),
    /** The absolute path of the UNIX socket of the process that manages SCSI persistent reservations. */
    path: required(attribute(absolutePath)),
    /**
     * The role of QEMU in the connection to the process that manages SCSI persistent reservations. QEMU must be the
     * `client`.
     */
    mode: required(attribute(oneOf('server client'))),
    /** How QEMU connects again to the process that manages SCSI persistent reservations after the connection breaks. */
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
     * Whether libvirt starts the helper process that manages the SCSI persistent reservations of the disk. If `no`,
     * `source` must describe the connection to the helper process.
     */
    managed: attribute(yesNo),
    /**
     * Whether the SCSI persistent reservations of the disk move with the guest during migration. Since libvirt 12.1.0.
     */
    migration: attribute(yesNo, { since: '12.1.0' }),
    /**
     * The connection to the helper process that manages the SCSI persistent reservations. Required if libvirt does not
     * start the helper process.
     */
    source: child<ReservationsSource>(reservationsSource),
  },
  { lead: 'managed', page },
)
