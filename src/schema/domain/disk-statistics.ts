import { oneOf, unsigned, unsignedLong } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<statistic>` of a disk: one of the time windows over which QEMU summarizes the disk activity. */
export interface DiskStatistic extends Infer<typeof diskStatistic> {}

const diskStatistic = element(
  'statistic',
  {
    /** The length of the time window over which QEMU summarizes the disk activity, in seconds. */
    interval: required(attribute(unsigned)),
  },
  { lead: 'interval', page },
)

/** `<bin>` of a latency histogram: a range of durations in which disk operations are counted. */
export interface HistogramBin extends Infer<typeof histogramBin> {}

const histogramBin = element(
  'bin',
  {
    /**
     * The shortest duration that this bin of the latency histogram counts, in nanoseconds. The bin ends where the next
     * bin starts.
     */
    start: required(attribute(unsignedLong)),
  },
  { lead: 'start', page },
)

/** `<latency-histogram>` of a disk: counts disk operations by their duration. */
export interface LatencyHistogram extends Infer<typeof latencyHistogram> {}

const latencyHistogram = element(
  'latency-histogram',
  {
    /**
     * The kind of disk operation that the latency histogram counts. If omitted, the histogram counts all operations of
     * a kind for which no other histogram exists.
     */
    type: attribute(oneOf('read write zone flush')),
    /** The bins of the latency histogram, in ascending order. */
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
    /**
     * The latency histograms, which count disk operations by their duration. There can be a separate histogram for each kind
     * of operation. Since libvirt 12.1.0.
     */
    'latency-histogram': many(child<LatencyHistogram>(latencyHistogram, { since: '12.1.0' })),
  },
  { page },
)
