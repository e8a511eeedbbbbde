import { unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<queue>` of an I/O thread: a queue of the device that it serves. */
export interface IothreadQueue extends Infer<typeof iothreadQueue> {}

const iothreadQueue = element(
  'queue',
  {
    /** The number of the queue, from 0. */
    id: required(attribute(unsigned)),
  },
  { lead: 'id', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<iothread>` of a device's driver: one of the threads that serve its queues. */
export interface MappedIothread extends Infer<typeof mappedIothread> {}

const mappedIothread = element(
  'iothread',
  {
    /** The number of the thread, one of the domain's. */
    id: required(attribute(unsigned)),
    /** The queues it serves; where no thread names any, they are spread evenly. */
    queue: many(child<IothreadQueue>(iothreadQueue)),
  },
  { lead: 'id', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<iothreads>` of a device's driver: the threads that serve its queues. */
export interface IothreadMapping extends Infer<typeof iothreadMapping> {}

export const iothreadMapping = element(
  'iothreads',
  {
    /** One of the threads. */
    iothread: required(many(child<MappedIothread>(mappedIothread))),
  },
  { page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)
