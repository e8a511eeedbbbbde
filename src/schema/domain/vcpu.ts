import { integer, oneOf, unsigned, yesNo } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
import { attribute, child, content, element, type Infer, many, required } from '../core/element.ts'

const vcpuCount = integer(1, 65535)

/** `<vcpu>`: the number of vCPUs of the guest. */
export interface Vcpu extends Infer<typeof vcpu> {}

export const vcpu = element(
  'vcpu',
  {
    /**
     * How the host CPUs for the guest are chosen: by `cpuset` (`static`), or by the program numad (`auto`). Default:
     * the `placement` in `<numatune>`. Since libvirt 0.9.11.
     */
    placement: attribute(oneOf('static auto'), { since: '0.9.11' }),
    /**
     * The host CPUs on which the guest may run. The elements in `<cputune>` can override this set. Default: all host
     * CPUs. Since libvirt 0.4.4.
     */
    cpuset: attribute(cpuset, { since: '0.4.4' }),
    /** The number of vCPUs that are plugged in when the guest starts. Default: all vCPUs. Since libvirt 0.8.5. */
    current: attribute(vcpuCount, { since: '0.8.5' }),
    /** The maximum number of vCPUs that the guest can have. */
    value: required(content(vcpuCount)),
  },
  { lead: 'value', page: 'formatdomain.html#cpu-allocation' },
)

/** `<vcpu>` in `<vcpus>`: the state of one vCPU. */
export interface VcpuState extends Infer<typeof vcpuState> {}

const vcpuState = element(
  'vcpu',
  {
    /** The number of the vCPU, from 0. */
    id: required(attribute(unsigned)),
    /** Whether the vCPU is plugged in when the guest starts. The vCPU with the number 0 must be plugged in. */
    enabled: required(attribute(yesNo)),
    /**
     * Whether the vCPU can be plugged in and unplugged while the guest runs. A vCPU that is not plugged in at start
     * must be hotpluggable.
     */
    hotpluggable: attribute(yesNo),
    /**
     * The position of the vCPU in the order in which vCPUs are plugged in. Set `order` for all enabled vCPUs or for
     * none of them.
     */
    order: attribute(unsigned),
  },
  { page: 'formatdomain.html#cpu-allocation' },
)

/** `<vcpus>`: the states of individual vCPUs, such as whether a vCPU is plugged in. */
export interface Vcpus extends Infer<typeof vcpus> {}

export const vcpus = element(
  'vcpus',
  {
    /** The state of each vCPU, such as whether the vCPU is plugged in. */
    vcpu: many(child<VcpuState>(vcpuState)),
  },
  { page: 'formatdomain.html#cpu-allocation' },
)
