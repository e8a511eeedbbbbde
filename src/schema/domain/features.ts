import { anyOf, numberOf, oneOf, onOff, unsigned, unsignedLong, yesNo } from '../core/codec.ts'
import {
  attribute,
  bare,
  child,
  content,
  element,
  flag,
  type Infer,
  required,
} from '../core/element.ts'
import {
  type FeatureState,
  type FeatureSwitch,
  featureState,
  featureSwitch,
} from './feature-state.ts'
import { type Hyperv, hyperv } from './hyperv.ts'
import { type LinuxCapabilities, linuxCapabilities } from './linux-capabilities.ts'
import { memorySize, type Size, sizeIn, unit } from './size.ts'

const page = 'formatdomain.html#hypervisor-features'

/** `<apic>`: the programmable interrupt controller of x86. */
export interface Apic extends Infer<typeof apic> {}

const apic = element(
  'apic',
  {
    /** The guest can say cheaply that it has handled an interrupt. Since libvirt 0.10.2. */
    eoi: attribute(onOff, { since: '0.10.2' }),
  },
  { page },
)

/** `<dirty-ring>`: KVM notes the pages that a guest has written in rings, not in a bitmap. */
export interface DirtyRing extends Infer<typeof dirtyRing> {}

const dirtyRing = element(
  'dirty-ring',
  {
    /** Whether it does. */
    state: required(attribute(onOff)),
    /** How many pages a ring holds: a power of 2 from 1024 to 65536. */
    size: attribute(unsigned),
  },
  { lead: 'state', page },
)

/** `<kvm>`: what a guest sees of KVM. */
export interface KvmFeatures extends Infer<typeof kvmFeatures> {}

const kvmFeatures = element(
  'kvm',
  {
    /** The guest does not see that it runs under KVM. Since libvirt 1.2.8. */
    hidden: child<FeatureState>(featureState, { since: '1.2.8' }),
    /** The guest may rely on having its host's CPUs for itself. Since libvirt 5.7.0. */
    'hint-dedicated': child<FeatureState>(featureState, { since: '5.7.0' }),
    /** The guest waits a moment for its input and output before it lets the CPU go. Since libvirt 6.10.0. */
    'poll-control': child<FeatureState>(featureState, { since: '6.10.0' }),
    /** The guest's CPUs interrupt each other through the hypervisor. Since libvirt 7.10.0. */
    'pv-ipi': child<FeatureState>(featureState, { since: '7.10.0' }),
    /** The pages that the guest has written are noted in rings. Since libvirt 8.0.0. */
    'dirty-ring': child<DirtyRing>(dirtyRing, { since: '8.0.0' }),
  },
  { page },
)

/** `<passthrough>` of Xen: PCI devices of the host can be handed to the guest. */
export interface XenPassthrough extends Infer<typeof xenPassthrough> {}

const xenPassthrough = element(
  'passthrough',
  {
    /** Whether they can. */
    state: required(attribute(onOff)),
    /** The guest's page tables are shared with the IOMMU (`share_pt`), or kept in step with it (`sync_pt`). */
    mode: attribute(oneOf('sync_pt share_pt')),
  },
  { lead: 'state', page },
)

/** `<xen>`: what a guest sees of Xen. */
export interface XenFeatures extends Infer<typeof xenFeatures> {}

const xenFeatures = element(
  'xen',
  {
    /** A paravirtualized guest sees the host's memory map. Since libvirt 6.3.0. */
    e820_host: child<FeatureState>(featureState, { since: '6.3.0' }),
    /** PCI devices of the host can be handed to the guest. Since libvirt 6.3.0. */
    passthrough: child<XenPassthrough>(xenPassthrough, { since: '6.3.0' }),
  },
  { page },
)

/** `<gic>`: the interrupt controller of Arm. */
export interface Gic extends Infer<typeof gic> {}

const gic = element(
  'gic',
  {
    /** Its version, or the host's; the hypervisor's choice where it is left out. */
    version: attribute(anyOf(numberOf(2, 3), oneOf('host'))),
  },
  { page },
)

/** `<tseg>`: the memory that firmware keeps for system management mode. */
export interface Tseg extends Infer<typeof tseg> {}

const tseg = element(
  'tseg',
  {
    /** The unit of the number; MiB where it is left out. */
    unit: attribute(unit, { default: 'MiB' }),
    /** The number, a whole one of MiB; 0 for none beside the usual sizes. */
    value: required(content(unsignedLong)),
  },
  { expand: sizeIn('value'), page },
)

/** `<smm>`: system management mode, which secure boot needs. */
export interface Smm extends Infer<typeof smm> {}

const smm = element(
  'smm',
  {
    /** Whether the guest has it; on where it is left out. */
    state: attribute(onOff, { default: 'on' }),
    /** The memory that is kept for it, of a q35 machine. Since libvirt 4.5.0. */
    tseg: child<Tseg>(tseg, { since: '4.5.0' }),
  },
  { lead: 'state', needs: { tseg: 'state' }, page },
)

/** `<ioapic>`: who emulates the I/O interrupt controller. */
export interface Ioapic extends Infer<typeof ioapic> {}

const ioapic = element(
  'ioapic',
  {
    /** The kernel (`kvm`), as is usual, or QEMU, which interrupt remapping needs. */
    driver: required(attribute(oneOf('qemu kvm'))),
  },
  { lead: 'driver', page },
)

/** `<hpt>`: the hash page table of a pSeries guest. */
export interface Hpt extends Infer<typeof hpt> {}

const hpt = element(
  'hpt',
  {
    /** Whether it can change its size; the hypervisor's default where it is left out. */
    resizing: attribute(oneOf('enabled disabled required')),
    /** The largest page it takes, usually 64 KiB, 16 MiB or 16 GiB. Since libvirt 4.5.0. */
    maxpagesize: child<Size>(memorySize, { since: '4.5.0' }),
  },
  { lead: 'resizing', page },
)

/** `<msrs>`: what becomes of accesses to model-specific registers that bhyve does not know. */
export interface Msrs extends Infer<typeof msrs> {}

const msrs = element(
  'msrs',
  {
    /** They are ignored, or they are a fault, as is usual. */
    unknown: required(attribute(oneOf('ignore fault'))),
  },
  { lead: 'unknown', page },
)

const mitigation = oneOf('broken workaround fixed')

/** `<cfpc>` or `<sbbc>`: what a pSeries guest is told of a weakness of its processor. */
export interface Mitigation extends Infer<typeof spectre> {}

const spectre = element(
  'cfpc',
  {
    /** There is no protection, one in software, or one in hardware. */
    value: required(attribute(mitigation)),
  },
  { lead: 'value', page },
)

/** `<ibs>`: what a pSeries guest is told of speculation over indirect branches. */
export interface Ibs extends Infer<typeof ibs> {}

const ibs = element(
  'ibs',
  {
    /** There is no protection, one in software, or one in hardware, by one of three ways. */
    value: required(attribute(oneOf('broken workaround fixed-ibs fixed-ccd fixed-na'))),
  },
  { lead: 'value', page },
)

/** `<tcg>`: how QEMU emulates a processor. */
export interface Tcg extends Infer<typeof tcg> {}

const tcg = element(
  'tcg',
  {
    /** The room for translated code, in whole MiB. Since libvirt 8.0.0. */
    'tb-cache': child<Size>(memorySize, { since: '8.0.0' }),
  },
  { page },
)

/** `<async-teardown>`: the guest's memory is given back after its end, beside whatever comes next. */
export interface AsyncTeardown extends Infer<typeof asyncTeardown> {}

const asyncTeardown = element(
  'async-teardown',
  {
    /** Whether it is. */
    enabled: attribute(yesNo),
  },
  { lead: 'enabled', page },
)

/** `<aia>`: the interrupt controller of RISC-V. */
export interface Aia extends Infer<typeof aia> {}

const aia = element(
  'aia',
  {
    /** One controller a socket (`aplic`), a further one a core (`aplic-imsic`), or none. */
    value: required(attribute(oneOf('none aplic aplic-imsic'))),
  },
  { lead: 'value', page },
)

/** `<features>`: abilities of the hypervisor that can be switched on. */
export interface Features extends Infer<typeof features> {}

export const features = element(
  'features',
  {
    /** ACPI: power management; a graceful shutdown needs it under KVM. */
    acpi: flag(),
    /** The programmable interrupt controller that several vCPUs need. */
    apic: bare(child<Apic>(apic)),
    /** Physical address extension: lets 32-bit guests use more than 4 GB of memory. */
    pae: flag(),
    /** Page tables with the help of the processor; on where the host has it. */
    hap: bare(child<FeatureSwitch>(featureSwitch)),
    /** Hyper-V's interface for Windows guests, under Xen. */
    viridian: flag(),
    /** A container always has a network of its own; so it has whenever it has an interface. */
    privnet: flag(),
    /** Hyper-V's interface, which makes Windows guests faster. Since libvirt 1.0.0. */
    hyperv: child<Hyperv>(hyperv, { since: '1.0.0' }),
    /** What the guest sees of KVM. Since libvirt 1.2.8. */
    kvm: child<KvmFeatures>(kvmFeatures, { since: '1.2.8' }),
    /** What the guest sees of Xen. Since libvirt 6.3.0. */
    xen: child<XenFeatures>(xenFeatures, { since: '6.3.0' }),
    /** The guest waits for locks with the hypervisor's help. */
    pvspinlock: bare(child<FeatureSwitch>(featureSwitch)),
    /** What root may do in a container. */
    capabilities: child<LinuxCapabilities>(linuxCapabilities),
    /** Counters for measuring performance; the hypervisor's default where it is left out. Since libvirt 1.2.12. */
    pmu: bare(child<FeatureSwitch>(featureSwitch, { since: '1.2.12' })),
    /** VMware's port, for its mouse; the hypervisor's default where it is left out. Since libvirt 1.2.16. */
    vmport: bare(child<FeatureSwitch>(featureSwitch, { since: '1.2.16' })),
    /** The interrupt controller of Arm. Since libvirt 1.2.16. */
    gic: bare(child<Gic>(gic, { since: '1.2.16' })),
    /** System management mode, which secure boot needs. Since libvirt 2.1.0. */
    smm: bare(child<Smm>(smm, { since: '2.1.0' })),
    /** Who emulates the I/O interrupt controller. Since libvirt 3.4.0. */
    ioapic: child<Ioapic>(ioapic, { since: '3.4.0' }),
    /** The hash page table of a pSeries guest. Since libvirt 3.10.0. */
    hpt: child<Hpt>(hpt, { since: '3.10.0' }),
    /** A place where the guest's kernel leaves what a dump of its memory needs. Since libvirt 4.4.0. */
    vmcoreinfo: bare(child<FeatureSwitch>(featureSwitch, { since: '4.4.0' })),
    /** Transactional memory of a pSeries guest. Since libvirt 4.6.0. */
    htm: child<FeatureState>(featureState, { since: '4.6.0' }),
    /** A pSeries guest can run guests of its own. Since libvirt 4.10.0. */
    'nested-hv': child<FeatureState>(featureState, { since: '4.10.0' }),
    /** What becomes of registers that bhyve does not know. Since libvirt 5.1.0. */
    msrs: child<Msrs>(msrs, { since: '5.1.0' }),
    /** A pSeries guest flushes its count cache with the help of the processor. Since libvirt 5.9.0. */
    'ccf-assist': child<FeatureState>(featureState, { since: '5.9.0' }),
    /** What a pSeries guest is told of flushing caches when privileges change. Since libvirt 6.3.0. */
    cfpc: child<Mitigation>(spectre, { since: '6.3.0' }),
    /** What a pSeries guest is told of speculating past bounds. Since libvirt 6.3.0. */
    sbbc: child<Mitigation>(spectre, { since: '6.3.0' }),
    /** What a pSeries guest is told of speculating over indirect branches. Since libvirt 6.3.0. */
    ibs: child<Ibs>(ibs, { since: '6.3.0' }),
    /** How QEMU emulates a processor. Since libvirt 8.0.0. */
    tcg: child<Tcg>(tcg, { since: '8.0.0' }),
    /** The guest's memory is given back after its end. Since libvirt 9.6.0. */
    'async-teardown': bare(child<AsyncTeardown>(asyncTeardown, { since: '9.6.0' })),
    /** An Arm guest is told of errors of the host's memory. Since libvirt 10.4.0. */
    ras: child<FeatureState>(featureState, { since: '10.4.0' }),
    /** The controller of PS/2 keyboards and mice; the hypervisor's default where it is left out. Since libvirt 10.7.0. */
    ps2: child<FeatureState>(featureState, { since: '10.7.0' }),
    /** The interrupt controller of RISC-V. Since libvirt 11.1.0. */
    aia: child<Aia>(aia, { since: '11.1.0' }),
    /** The guest of an Arm `virt` machine can run guests of its own; the hypervisor's default if it is missing. Since libvirt 12.1.0. */
    virtualization: flag({ since: '12.1.0' }),
  },
  { page },
)
