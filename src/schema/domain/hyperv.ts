import { matching, oneOf, onOff, unsigned, withSince } from '../core/codec.ts'
import { allowEmpty, attribute, child, element, type Infer, required } from '../core/element.ts'
import { type FeatureState, featureState } from './feature-state.ts'

const page = 'formatdomain.html#hypervisor-features'

/** `<spinlocks>`: lets the guest notify the hypervisor when a vCPU waits too long for a lock. */
export interface HypervSpinlocks extends Infer<typeof hypervSpinlocks> {}

const hypervSpinlocks = element(
  'spinlocks',
  {
    /** Whether the Hyper-V feature is on. */
    state: required(attribute(onOff)),
    /**
     * The number of times that the guest tries to take a spinlock before it notifies the hypervisor. The minimum is
     * 4095.
     */
    retries: attribute(unsigned),
  },
  { lead: 'state', page },
)

/** `<stimer>`: the timers of Hyper-V's synthetic interrupt controller. */
export interface HypervStimer extends Infer<typeof hypervStimer> {}

const hypervStimer = element(
  'stimer',
  {
    /** Whether the guest has the timers of Hyper-V's synthetic interrupt controller. */
    state: attribute(onOff),
    /**
     * Whether a synthetic Hyper-V timer can use direct mode, in which the timer raises an interrupt and sends no
     * message. Since libvirt 5.7.0.
     */
    direct: child<FeatureState>(featureState, { since: '5.7.0' }),
  },
  { lead: 'state', page },
)

/** `<tlbflush>`: lets a Windows guest flush TLBs with calls to the hypervisor (hypercalls). */
export interface HypervTlbflush extends Infer<typeof hypervTlbflush> {}

const hypervTlbflush = element(
  'tlbflush',
  {
    /** Whether the Hyper-V feature is on. */
    state: attribute(onOff),
    /**
     * Whether guests that are nested in this guest can also flush TLBs with calls to the hypervisor (direct flush).
     * Since libvirt 11.0.0.
     */
    direct: child<FeatureState>(featureState, { since: '11.0.0' }),
    /** Whether the guest can flush single addresses from TLBs (extended flush). Since libvirt 11.0.0. */
    extended: child<FeatureState>(featureState, { since: '11.0.0' }),
  },
  { lead: 'state', page },
)

/** `<vendor_id>`: the hypervisor vendor ID that the guest sees. */
export interface HypervVendorId extends Infer<typeof hypervVendorId> {}

const hypervVendorId = element(
  'vendor_id',
  {
    /** Whether the vendor ID in `value` replaces the hypervisor's default vendor ID. */
    state: required(attribute(onOff)),
    /** The hypervisor vendor ID that the guest sees: up to twelve characters without a comma. */
    value: attribute(matching(/[^,]{0,12}/, 'up to twelve characters without a comma')),
  },
  { lead: 'state', page },
)

// The Hyper-V modes in which a domain can list individual features.
const LISTABLE_MODES = ['custom', 'host-model']

/** `<hyperv>`: Hyper-V enlightenments, which make Windows guests faster. */
export interface Hyperv extends Infer<typeof hyperv> {}

export const hyperv = element(
  'hyperv',
  {
    /**
     * How the Hyper-V features of the guest are chosen. `custom` enables only the listed features. `passthrough`
     * enables all features that the host supports. `host-model` enables all features that the host supports and libvirt
     * knows, and the listed features can change this set (since libvirt 11.9.0). Default: `custom`. Since libvirt
     * 8.0.0.
     */
    mode: attribute(withSince(oneOf('custom passthrough host-model'), { 'host-model': '11.9.0' }), {
      default: 'custom',
      since: '8.0.0',
    }),
    /**
     * Whether timing in a Windows guest is relaxed, so that Windows does not crash when timer interrupts are late.
     * Since libvirt 1.0.0.
     */
    relaxed: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '1.0.0' }),
    /** Whether the guest has Hyper-V's virtual APIC, a paravirtualized interrupt controller. Since libvirt 1.1.0. */
    vapic: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '1.1.0' }),
    /** Whether the guest notifies the hypervisor when a vCPU waits too long for a lock. Since libvirt 1.1.0. */
    spinlocks: child<HypervSpinlocks>(hypervSpinlocks, { in: LISTABLE_MODES, since: '1.1.0' }),
    /**
     * Whether a vCPU can read its own number from the hypervisor (Hyper-V's virtual processor index). Since libvirt
     * 1.3.3.
     */
    vpindex: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '1.3.3' }),
    /**
     * Whether a vCPU can read from the hypervisor how long the vCPU has run (Hyper-V's run time counter). Since libvirt
     * 1.3.3.
     */
    runtime: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '1.3.3' }),
    /** Whether the guest has Hyper-V's synthetic interrupt controller (SynIC). Since libvirt 1.3.3. */
    synic: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '1.3.3' }),
    /** Whether the guest has the timers of Hyper-V's synthetic interrupt controller. Since libvirt 1.3.3. */
    stimer: allowEmpty(child<HypervStimer>(hypervStimer, { in: LISTABLE_MODES, since: '1.3.3' })),
    /** Whether the guest can reset itself through Hyper-V's reset register. Since libvirt 1.3.3. */
    reset: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '1.3.3' }),
    /** The hypervisor vendor ID that the guest sees. Since libvirt 1.3.3. */
    vendor_id: child<HypervVendorId>(hypervVendorId, { in: LISTABLE_MODES, since: '1.3.3' }),
    /**
     * Whether the guest can read the frequencies of the TSC and the APIC timer from the hypervisor (Hyper-V's frequency
     * registers). Since libvirt 4.7.0.
     */
    frequencies: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '4.7.0' }),
    /**
     * Whether the hypervisor notifies the guest when the TSC frequency changes (Hyper-V's reenlightenment), for example
     * after a migration. Since libvirt 4.7.0.
     */
    reenlightenment: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '4.7.0' }),
    /** Whether the guest can flush TLBs with calls to the hypervisor (hypercalls). Since libvirt 4.7.0. */
    tlbflush: allowEmpty(
      child<HypervTlbflush>(hypervTlbflush, { in: LISTABLE_MODES, since: '4.7.0' }),
    ),
    /**
     * Whether vCPUs of the guest can interrupt each other with calls to the hypervisor (Hyper-V's IPIs). Since libvirt
     * 4.10.0.
     */
    ipi: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '4.10.0' }),
    /**
     * Whether the guest can use the Enlightened VMCS, which makes nested guests on Intel CPUs faster. Since libvirt 4.10.0.
     */
    evmcs: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '4.10.0' }),
    /**
     * Whether hardware APIC virtualization (AVIC or APICv) can be used together with the synthetic interrupt controller.
     * Since libvirt 8.10.0.
     */
    avic: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '8.10.0' }),
    /**
     * Whether the guest can use the Enlightened MSR Bitmap, which avoids unnecessary bitmap updates for nested guests. Since
     * libvirt 10.7.0.
     */
    emsr_bitmap: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '10.7.0' }),
    /**
     * Whether the guest's calls to the hypervisor can pass their input in XMM registers, which is faster. Since libvirt
     * 10.7.0.
     */
    xmm_input: child<FeatureState>(featureState, { in: LISTABLE_MODES, since: '10.7.0' }),
  },
  { lead: 'mode', variantBy: 'mode', page },
)
