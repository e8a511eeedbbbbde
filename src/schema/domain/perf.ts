import { oneOf, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<event>` of `<perf>`: whether one thing is counted. */
export interface PerfEvent extends Infer<typeof perfEvent> {}

const perfEvent = element(
  'event',
  {
    /** What is counted: use of the cache (`cmt`), of memory bandwidth (`mbmt`, `mbml`), or an event of the CPU or kernel. */
    name: required(
      attribute(
        oneOf(
          'cmt mbmt mbml cpu_cycles instructions cache_references cache_misses branch_instructions branch_misses',
          'bus_cycles stalled_cycles_frontend stalled_cycles_backend ref_cpu_cycles cpu_clock task_clock page_faults',
          'context_switches cpu_migrations page_faults_min page_faults_maj alignment_faults emulation_faults',
        ),
      ),
    ),
    /** Whether it is counted. */
    enabled: required(attribute(yesNo)),
  },
  { page: 'formatdomain.html#performance-monitoring-events' },
)

/** `<perf>`: what the host counts while the guest runs. */
export interface Perf extends Infer<typeof perf> {}

export const perf = element(
  'perf',
  {
    /** One thing that is counted or not. */
    event: required(many(child<PerfEvent>(perfEvent))),
  },
  { page: 'formatdomain.html#performance-monitoring-events' },
)
