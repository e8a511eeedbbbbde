import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

const page = 'formatdomain.html#hypervisor-features'

/** A feature that is on or off. `true` is short for `{ state: true }`. */
export interface FeatureState extends Infer<typeof featureState> {}

/** `<relaxed>`, `<hidden>` …: a feature with a required state. */
export const featureState = element(
  'feature',
  {
    /** Whether the feature is on. */
    state: required(attribute(onOff)),
  },
  { lead: 'state', page },
)

/** A feature that is on or off. `true` is short for `{ state: true }`. */
export interface FeatureSwitch extends Infer<typeof featureSwitch> {}

/** `<pmu>`, `<vmport>` …: a feature that is on if the element has no state. */
export const featureSwitch = element(
  'feature',
  {
    /** Whether the feature is on. Default: `on`. */
    state: attribute(onOff, { default: 'on' }),
  },
  { lead: 'state', page },
)
