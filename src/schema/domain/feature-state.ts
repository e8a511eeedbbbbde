import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

const page = 'formatdomain.html#hypervisor-features'

/** A feature that is on or off: `true` stands for `{ state: true }`. */
export interface FeatureState extends Infer<typeof featureState> {}

/** `<relaxed>`, `<hidden>` …: a feature that is on or off. */
export const featureState = element(
  'feature',
  {
    /** Whether the guest has it. */
    state: required(attribute(onOff)),
  },
  { lead: 'state', page },
)

/** A feature that is there, on or off: `true` stands for `{ state: true }`. */
export interface FeatureSwitch extends Infer<typeof featureSwitch> {}

/** `<pmu>`, `<vmport>` …: a feature that is on where it stands without a state. */
export const featureSwitch = element(
  'feature',
  {
    /** Whether the guest has it; on where it is left out. */
    state: attribute(onOff, { default: 'on' }),
  },
  { lead: 'state', page },
)
