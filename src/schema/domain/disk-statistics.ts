import { oneOf, unsigned, unsignedLong } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<statistic>`: a time window over which QEMU summarizes the disk activity. */
export interface DiskStatistic extends Infer<typeof diskStatistic> {}

const diskStatistic = element(
  'statistic',
  {
    /** The length of the window, in seconds. */
    interval: required(attribute(unsigned)),
  },
  { lead: 'interval', page },
)

/** `<bin>`: one bin of a latency histogram. */
export interface HistogramBin extends Infer<typeof histogramBin> {}

const histogramBin = element(
  'bin',
  {
    /** The lower bound of the bin, in nanoseconds. The next bin sets the upper bound. */
    start: required(attribute(unsignedLong)),
  },
  { lead: 'start', page },
)

/** `<latency-histogram>`: how many operations take how long. */
export interface LatencyHistogram extends Infer<typeof latencyHistogram> {}

const latencyHistogram = element(
  'latency-histogram',
  {
    /** The kind of operation. If omitted, the histogram covers all operations without their own histogram. */
    type: attribute(oneOf('read write zone flush')),
    /** The bins, in ascending order. */
    bin: required(many(child<HistogramBin>(histogramBin))),
  },
  { page },
)

/** `<statistics>` of a disk driver: the additional statistics that QEMU collects for a virtio, IDE or SCSI disk. */
export interface DiskStatistics extends Infer<typeof diskStatistics> {}

export const diskStatistics = element(
  'statistics',
  {
    /** The time windows over which QEMU summarizes the disk activity. */
    statistic: many(child<DiskStatistic>(diskStatistic)),
    /** How many operations take how long, one histogram per kind of operation. Since libvirt 12.1.0. */
    'latency-histogram': many(child<LatencyHistogram>(latencyHistogram, { since: '12.1.0' })),
  },
  { page },
)
