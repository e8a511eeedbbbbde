import { matching, newer, oneOf, onOff, unsigned } from '../core/codec.ts'
import { attribute, bare, child, element, type Infer, required } from '../core/element.ts'
import { type FeatureState, featureState } from './feature-state.ts'

const page = 'formatdomain.html#hypervisor-features'

/** `<spinlocks>`: the guest gives up a lock that it waits for too long. */
export interface HypervSpinlocks extends Infer<typeof hypervSpinlocks> {}

const hypervSpinlocks = element(
  'spinlocks',
  {
    /** Whether it does. */
    state: required(attribute(onOff)),
    /** How often it tries first: 4095 times or more. */
    retries: attribute(unsigned),
  },
  { lead: 'state', page },
)

/** `<stimer>`: timers of the synthetic interrupt controller. */
export interface HypervStimer extends Infer<typeof hypervStimer> {}

const hypervStimer = element(
  'stimer',
  {
    /** Whether the guest has them. */
    state: attribute(onOff),
    /** They interrupt the guest without a message. Since libvirt 5.7.0. */
    direct: child<FeatureState>(featureState, { since: '5.7.0' }),
  },
  { lead: 'state', page },
)

/** `<tlbflush>`: the guest has the hypervisor forget translated addresses. */
export interface HypervTlbflush extends Infer<typeof hypervTlbflush> {}

const hypervTlbflush = element(
  'tlbflush',
  {
    /** Whether it does. */
    state: attribute(onOff),
    /** A guest's own guests may too. Since libvirt 11.0.0. */
    direct: child<FeatureState>(featureState, { since: '11.0.0' }),
    /** For single addresses as well. Since libvirt 11.0.0. */
    extended: child<FeatureState>(featureState, { since: '11.0.0' }),
  },
  { lead: 'state', page },
)

/** `<vendor_id>`: the name under which the hypervisor shows itself. */
export interface HypervVendorId extends Infer<typeof hypervVendorId> {}

const hypervVendorId = element(
  'vendor_id',
  {
    /** Whether it is another than the usual one. */
    state: required(attribute(onOff)),
    /** The name, of twelve characters at most. */
    value: attribute(matching(/[^,]{0,12}/, 'up to twelve characters, none of them a comma')),
  },
  { lead: 'state', page },
)

// The modes in which features can be listed.
const LISTED = ['custom', 'host-model']

/** `<hyperv>`: Hyper-V's interface, which makes Windows guests faster. */
export interface Hyperv extends Infer<typeof hyperv> {}

export const hyperv = element(
  'hyperv',
  {
    /**
     * `custom` is the parts named, `passthrough` everything that the host is able to do, `host-model` all that libvirt
     * knows of it, beside the parts named; `custom` where it is left out. Since libvirt 8.0.0, `host-model` since 11.9.0.
     */
    mode: attribute(newer(oneOf('custom passthrough host-model'), { 'host-model': '11.9.0' }), {
      default: 'custom',
      since: '8.0.0',
    }),
    /** Timers need not be exact. Since libvirt 1.0.0. */
    relaxed: child<FeatureState>(featureState, { in: LISTED, since: '1.0.0' }),
    /** A virtual interrupt controller. Since libvirt 1.1.0. */
    vapic: child<FeatureState>(featureState, { in: LISTED, since: '1.1.0' }),
    /** The guest gives up a lock that it waits for too long. Since libvirt 1.1.0. */
    spinlocks: child<HypervSpinlocks>(hypervSpinlocks, { in: LISTED, since: '1.1.0' }),
    /** A CPU can ask which one it is. Since libvirt 1.3.3. */
    vpindex: child<FeatureState>(featureState, { in: LISTED, since: '1.3.3' }),
    /** A CPU can ask how long it has run. Since libvirt 1.3.3. */
    runtime: child<FeatureState>(featureState, { in: LISTED, since: '1.3.3' }),
    /** The synthetic interrupt controller. Since libvirt 1.3.3. */
    synic: child<FeatureState>(featureState, { in: LISTED, since: '1.3.3' }),
    /** Timers of the synthetic interrupt controller. Since libvirt 1.3.3. */
    stimer: bare(child<HypervStimer>(hypervStimer, { in: LISTED, since: '1.3.3' })),
    /** The guest can reset itself through the hypervisor. Since libvirt 1.3.3. */
    reset: child<FeatureState>(featureState, { in: LISTED, since: '1.3.3' }),
    /** The name under which the hypervisor shows itself. Since libvirt 1.3.3. */
    vendor_id: child<HypervVendorId>(hypervVendorId, { in: LISTED, since: '1.3.3' }),
    /** The guest can ask for the frequencies of its clocks. Since libvirt 4.7.0. */
    frequencies: child<FeatureState>(featureState, { in: LISTED, since: '4.7.0' }),
    /** The guest is told when it has been migrated. Since libvirt 4.7.0. */
    reenlightenment: child<FeatureState>(featureState, { in: LISTED, since: '4.7.0' }),
    /** The guest has the hypervisor forget translated addresses. Since libvirt 4.7.0. */
    tlbflush: bare(child<HypervTlbflush>(hypervTlbflush, { in: LISTED, since: '4.7.0' })),
    /** The guest's CPUs interrupt each other through the hypervisor. Since libvirt 4.10.0. */
    ipi: child<FeatureState>(featureState, { in: LISTED, since: '4.10.0' }),
    /** A quick way to run guests inside the guest, on Intel. Since libvirt 4.10.0. */
    evmcs: child<FeatureState>(featureState, { in: LISTED, since: '4.10.0' }),
    /** The synthetic controller beside the processor's own virtual one. Since libvirt 8.10.0. */
    avic: child<FeatureState>(featureState, { in: LISTED, since: '8.10.0' }),
    /** Fewer changes to registers' bitmaps of guests inside the guest. Since libvirt 10.7.0. */
    emsr_bitmap: child<FeatureState>(featureState, { in: LISTED, since: '10.7.0' }),
    /** Calls of the hypervisor with their data in wide registers. Since libvirt 10.7.0. */
    xmm_input: child<FeatureState>(featureState, { in: LISTED, since: '10.7.0' }),
  },
  { lead: 'mode', by: 'mode', page },
)
