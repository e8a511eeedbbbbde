import { unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<queue>` of an I/O thread in a device's driver: a device queue that the I/O thread serves. */
export interface IothreadQueue extends Infer<typeof iothreadQueue> {}

const iothreadQueue = element(
  'queue',
  {
    /** The number of the device queue that the I/O thread serves, from 0. */
    id: required(attribute(unsigned)),
  },
  { lead: 'id', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<iothread>` in a device's driver: an I/O thread that serves queues of the device. */
export interface MappedIothread extends Infer<typeof mappedIothread> {}

const mappedIothread = element(
  'iothread',
  {
    /** The number of the domain's I/O thread that serves the queues. */
    id: required(attribute(unsigned)),
    /**
     * The device queues that the I/O thread serves. If no I/O thread lists queues, the queues are distributed evenly
     * over the I/O threads.
     */
    queue: many(child<IothreadQueue>(iothreadQueue)),
  },
  { lead: 'id', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<iothreads>` in a device's driver: the I/O threads that serve the queues of the device. */
export interface IothreadMapping extends Infer<typeof iothreadMapping> {}

export const iothreadMapping = element(
  'iothreads',
  {
    /** The I/O threads that serve the queues of the device. */
    iothread: required(many(child<MappedIothread>(mappedIothread))),
  },
  { page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)
