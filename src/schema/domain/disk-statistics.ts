import { oneOf, unsigned, unsignedLong } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<statistic>`: a window of time over which QEMU sums up what the disk does. */
export interface DiskStatistic extends Infer<typeof diskStatistic> {}

const diskStatistic = element(
  'statistic',
  {
    /** The length of the window, in seconds. */
    interval: required(attribute(unsigned)),
  },
  { lead: 'interval', page },
)

/** `<bin>`: one bar of a histogram. */
export interface HistogramBin extends Infer<typeof histogramBin> {}

const histogramBin = element(
  'bin',
  {
    /** The shortest operation that it counts, in nanoseconds; it ends where the next one begins. */
    start: required(attribute(unsignedLong)),
  },
  { lead: 'start', page },
)

/** `<latency-histogram>`: how many operations take how long. */
export interface LatencyHistogram extends Infer<typeof latencyHistogram> {}

const latencyHistogram = element(
  'latency-histogram',
  {
    /** The operation that it counts; all that have no histogram of their own if it is missing. */
    type: attribute(oneOf('read write zone flush')),
    /** The bars, in ascending order. */
    bin: required(many(child<HistogramBin>(histogramBin))),
  },
  { page },
)

/** `<statistics>` of a disk's driver: what QEMU measures, on virtio, IDE and SCSI. */
export interface DiskStatistics extends Infer<typeof diskStatistics> {}

export const diskStatistics = element(
  'statistics',
  {
    /** Windows of time over which QEMU sums up what the disk does. */
    statistic: many(child<DiskStatistic>(diskStatistic)),
    /** How many operations take how long, one for each type. Since libvirt 12.1.0. */
    'latency-histogram': many(child<LatencyHistogram>(latencyHistogram, { since: '12.1.0' })),
  },
  { page },
)
