import { cpuset, integer, oneOf, unsigned, yesNo } from '../core/codec.ts'
import { attribute, child, content, element, type Infer, many, required } from '../core/element.ts'

const count = integer(1, 65535)

/** `<vcpu>`: how many virtual CPUs there are. */
export interface Vcpu extends Infer<typeof vcpu> {}

export const vcpu = element(
  'vcpu',
  {
    /**
     * Whether the guest runs on the CPUs of `cpuset`, or on those that numad advises; what `<numatune>` says where it is
     * left out. Since libvirt 0.9.11.
     */
    placement: attribute(oneOf('static auto'), { since: '0.9.11' }),
    /** The host's CPUs the guest runs on, unless `<cputune>` says more; all of them where it is left out. Since libvirt 0.4.4. */
    cpuset: attribute(cpuset, { since: '0.4.4' }),
    /** How many of the CPUs are plugged in at the start; all of them where it is left out. Since libvirt 0.8.5. */
    current: attribute(count, { since: '0.8.5' }),
    /** How many there can be at most. */
    value: required(content(count)),
  },
  { lead: 'value', page: 'formatdomain.html#cpu-allocation' },
)

/** `<vcpu>` of `<vcpus>`: the state of one virtual CPU. */
export interface VcpuState extends Infer<typeof vcpuState> {}

const vcpuState = element(
  'vcpu',
  {
    /** The number of the CPU, from 0. */
    id: required(attribute(unsigned)),
    /** Whether it is plugged in. CPU 0 always is. */
    enabled: required(attribute(yesNo)),
    /** Whether it can be plugged and unplugged while the guest runs. One that is not plugged in must be. */
    hotpluggable: attribute(yesNo),
    /** The place in the order in which CPUs are plugged in; for all that are, or for none. */
    order: attribute(unsigned),
  },
  { page: 'formatdomain.html#cpu-allocation' },
)

/** `<vcpus>`: the states of single virtual CPUs. */
export interface Vcpus extends Infer<typeof vcpus> {}

export const vcpus = element(
  'vcpus',
  {
    /** The state of one virtual CPU. */
    vcpu: many(child<VcpuState>(vcpuState)),
  },
  { page: 'formatdomain.html#cpu-allocation' },
)
