import { unsigned, unsignedLong } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** How many worker threads an event loop may have. */
const threadPool = {
  /** The fewest worker threads, which may be 0; the emulator's choice where it is left out. Since libvirt 8.5.0. */
  thread_pool_min: attribute(unsigned, { since: '8.5.0' }),
  /** The most worker threads; the emulator's choice where it is left out. Since libvirt 8.5.0. */
  thread_pool_max: attribute(unsigned, { since: '8.5.0' }),
}

/** `<poll>` of an I/O thread: how long it polls before it waits for events. */
export interface IothreadPoll extends Infer<typeof iothreadPoll> {}

const iothreadPoll = element(
  'poll',
  {
    /** The longest time of polling, in nanoseconds; 0 polls never. */
    max: attribute(unsignedLong),
    /** How fast the time grows when it was too short; 0 leaves it. */
    grow: attribute(unsignedLong),
    /** How fast the time shrinks when it was too long; 0 leaves it. */
    shrink: attribute(unsignedLong),
    /**
     * How slowly the time adapts, from 0 to 63: the larger, the less the latest event counts. 0 is the hypervisor's
     * default. Since libvirt 12.7.0.
     */
    weight: attribute(unsigned, { since: '12.7.0' }),
  },
  { page: 'formatdomain.html#iothreads-allocation' },
)

/** `<iothread>`: one thread that does the input and output of disks and controllers. */
export interface Iothread extends Infer<typeof iothread> {}

const iothread = element(
  'iothread',
  {
    /** The number of the thread, from 1. */
    id: required(attribute(unsigned)),
    ...threadPool,
    /** How long it polls; the hypervisor's choice where it is left out. Since libvirt 9.4.0. */
    poll: child<IothreadPoll>(iothreadPoll, { since: '9.4.0' }),
  },
  { lead: 'id', page: 'formatdomain.html#iothreads-allocation' },
)

/** `<iothreadids>`: I/O threads with numbers and settings of their own. */
export interface IothreadIds extends Infer<typeof iothreadIds> {}

export const iothreadIds = element(
  'iothreadids',
  {
    /** One I/O thread. */
    iothread: many(child<Iothread>(iothread)),
  },
  { page: 'formatdomain.html#iothreads-allocation' },
)

/** `<defaultiothread>`: the event loop of the devices that have no I/O thread of their own. */
export interface DefaultIothread extends Infer<typeof defaultIothread> {}

export const defaultIothread = element('defaultiothread', threadPool, {
  page: 'formatdomain.html#iothreads-allocation',
})
