import { nonNegative, positive, unsigned, unsignedLong } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** The minimum and maximum number of worker threads of an event loop. */
const threadPool = {
  /** The minimum number of worker threads of the event loop. If omitted, the hypervisor chooses. Since libvirt 8.5.0. */
  thread_pool_min: attribute(nonNegative, { since: '8.5.0' }),
  /** The maximum number of worker threads of the event loop. If omitted, the hypervisor chooses. Since libvirt 8.5.0. */
  thread_pool_max: attribute(nonNegative, { since: '8.5.0' }),
}

/** `<poll>` of an I/O thread: how long the I/O thread polls before it sleeps until the next event. */
export interface IothreadPoll extends Infer<typeof iothreadPoll> {}

const iothreadPoll = element(
  'poll',
  {
    /** The maximum time for which the I/O thread polls, in nanoseconds. 0 turns polling off. */
    max: attribute(unsignedLong),
    /**
     * The step by which the I/O thread increases its polling time if the time was too short. With 0, the polling time
     * is never increased. If omitted, the hypervisor chooses.
     */
    grow: attribute(unsignedLong),
    /**
     * The step by which the I/O thread decreases its polling time if the time was too long. With 0, the polling time is
     * never decreased. If omitted, the hypervisor chooses.
     */
    shrink: attribute(unsignedLong),
    /**
     * How slowly the polling time of the I/O thread adapts, from 0 to 63. With larger values, the latest event has less
     * weight. 0 means the hypervisor's default. Since libvirt 12.7.0.
     */
    weight: attribute(unsigned, { since: '12.7.0' }),
  },
  { page: 'formatdomain.html#iothreads-allocation' },
)

/** `<iothread>`: an I/O thread, which handles the I/O of disks and controllers. */
export interface Iothread extends Infer<typeof iothread> {}

const iothread = element(
  'iothread',
  {
    /** The number of the I/O thread, from 1. */
    id: required(attribute(positive)),
    ...threadPool,
    /**
     * How long the I/O thread polls before it sleeps until the next event. If omitted, the hypervisor chooses. Since
     * libvirt 9.4.0.
     */
    poll: child<IothreadPoll>(iothreadPoll, { since: '9.4.0' }),
  },
  { lead: 'id', page: 'formatdomain.html#iothreads-allocation' },
)

/** `<iothreadids>`: the I/O threads that have an explicit number or their own settings. */
export interface IothreadIds extends Infer<typeof iothreadIds> {}

export const iothreadIds = element(
  'iothreadids',
  {
    /** The I/O threads of the domain that have an explicit number or their own settings. */
    iothread: many(child<Iothread>(iothread)),
  },
  { page: 'formatdomain.html#iothreads-allocation' },
)

/** `<defaultiothread>`: the settings of QEMU's main event loop, which serves the devices that have no I/O thread. */
export interface DefaultIothread extends Infer<typeof defaultIothread> {}

export const defaultIothread = element('defaultiothread', threadPool, {
  page: 'formatdomain.html#iothreads-allocation',
})
