import { oneOf, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<event>` in `<perf>`: whether the host counts one kind of performance event. */
export interface PerfEvent extends Infer<typeof perfEvent> {}

const perfEvent = element(
  'event',
  {
    /**
     * The kind of performance event: cache usage (`cmt`), memory bandwidth (`mbmt`, `mbml`), or a CPU or kernel event.
     */
    name: required(
      attribute(
        oneOf(
          'cmt mbmt mbml cpu_cycles instructions cache_references cache_misses branch_instructions branch_misses',
          'bus_cycles stalled_cycles_frontend stalled_cycles_backend ref_cpu_cycles cpu_clock task_clock page_faults',
          'context_switches cpu_migrations page_faults_min page_faults_maj alignment_faults emulation_faults',
        ),
      ),
    ),
    /** Whether the host counts this performance event while the guest runs. */
    enabled: required(attribute(yesNo)),
  },
  { page: 'formatdomain.html#performance-monitoring-events' },
)

/** `<perf>`: the performance events that the host counts while the guest runs. */
export interface Perf extends Infer<typeof perf> {}

export const perf = element(
  'perf',
  {
    /** The performance events that the host counts or does not count while the guest runs. */
    event: required(many(child<PerfEvent>(perfEvent))),
  },
  { page: 'formatdomain.html#performance-monitoring-events' },
)
