import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

const page = 'formatdomain.html#hypervisor-features'

/** The plain object for a hypervisor feature that is on or off. `true` is short for `{ state: true }`. */
export interface FeatureState extends Infer<typeof featureState> {}

/** The definition of an element such as `<relaxed>` or `<hidden>`: a hypervisor feature whose `state` is required. */
export const featureState = element(
  'feature',
  {
    /** Whether the hypervisor feature is on. */
    state: required(attribute(onOff)),
  },
  { lead: 'state', page },
)

/** The plain object for a hypervisor feature that is on or off. `true` is short for `{ state: true }`. */
export interface FeatureSwitch extends Infer<typeof featureSwitch> {}

/**
 * The definition of an element such as `<pmu>` or `<vmport>`: a hypervisor feature that is on if the element has no
 * `state`.
 */
export const featureSwitch = element(
  'feature',
  {
    /** Whether the hypervisor feature is on. Default: `on`. */
    state: attribute(onOff, { default: 'on' }),
  },
  { lead: 'state', page },
)
