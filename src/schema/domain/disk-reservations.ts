import { absolutePath, oneOf, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Reconnect, reconnect } from './reconnect.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<source>` of reservations: the helper that makes them. */
export interface ReservationsSource extends Infer<typeof reservationsSource> {}

const reservationsSource = element(
  'source',
  {
    /** How the helper is reached: at a `unix` socket. */
    type: required(attribute(oneOf('unix'))),
    /** The absolute path of the socket. */
    path: required(attribute(absolutePath)),
    /** The part that QEMU takes: `client`. */
    mode: required(attribute(oneOf('server client'))),
    /** What happens when the connection breaks. */
    reconnect: child<Reconnect>(reconnect),
  },
  { lead: 'path', page },
)

/** `<reservations>` of a block device: SCSI persistent reservations. */
export interface DiskReservations extends Infer<typeof diskReservations> {}

export const diskReservations = element(
  'reservations',
  {
    /** Whether libvirt runs the helper; otherwise `source` says where it is. */
    managed: attribute(yesNo),
    /** Whether they move along when the guest migrates. Since libvirt 12.1.0. */
    migration: attribute(yesNo, { since: '12.1.0' }),
    /** The helper that makes them, where libvirt does not run one. */
    source: child<ReservationsSource>(reservationsSource),
  },
  { lead: 'managed', page },
)
