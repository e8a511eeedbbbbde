import { anyOf, oneOf, onOff, unsigned, unsignedLong, yesNo } from '../core/codec.ts'
import {
  allowEmpty,
  attribute,
  child,
  content,
  element,
  flag,
  type Infer,
  required,
} from '../core/element.ts'
import { oneOfNumbers } from '../core/limited-numbers.ts'
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

/** `<apic>`: the advanced programmable interrupt controller (APIC) of an x86 guest. */
export interface Apic extends Infer<typeof apic> {}

const apic = element(
  'apic',
  {
    /**
     * Whether the guest can acknowledge interrupts of the APIC without an exit to the hypervisor (paravirtual EOI).
     * Since libvirt 0.10.2.
     */
    eoi: attribute(onOff, { since: '0.10.2' }),
  },
  { page },
)

/** `<dirty-ring>`: whether KVM tracks the memory pages that the guest writes in ring buffers instead of a bitmap. */
export interface DirtyRing extends Infer<typeof dirtyRing> {}

const dirtyRing = element(
  'dirty-ring',
  {
    /** Whether KVM uses ring buffers instead of a bitmap to track the memory pages that the guest writes. */
    state: required(attribute(onOff)),
    /** The number of memory pages that each ring buffer of KVM can record: a power of 2 from 1024 to 65536. */
    size: attribute(unsigned),
  },
  { lead: 'state', page },
)

/** `<kvm>`: the KVM features that the guest sees. */
export interface KvmFeatures extends Infer<typeof kvmFeatures> {}

const kvmFeatures = element(
  'kvm',
  {
    /** Whether KVM hides from the guest, so that the guest cannot detect that it runs on KVM. Since libvirt 1.2.8. */
    hidden: child<FeatureState>(featureState, { since: '1.2.8' }),
    /** Whether the guest may assume that its vCPUs run on dedicated host CPUs. Since libvirt 5.7.0. */
    'hint-dedicated': child<FeatureState>(featureState, { since: '5.7.0' }),
    /**
     * Whether the guest busy-waits for the completion of I/O for a short time before the guest releases the host CPU.
     * Since libvirt 6.10.0.
     */
    'poll-control': child<FeatureState>(featureState, { since: '6.10.0' }),
    /**
     * Whether the guest's vCPUs interrupt each other with calls to the hypervisor (paravirtual IPI). Since libvirt
     * 7.10.0.
     */
    'pv-ipi': child<FeatureState>(featureState, { since: '7.10.0' }),
    /** How KVM tracks the memory pages that the guest writes. Since libvirt 8.0.0. */
    'dirty-ring': child<DirtyRing>(dirtyRing, { since: '8.0.0' }),
  },
  { page },
)

/** `<passthrough>` in `<xen>`: whether PCI devices of the host can be assigned to the guest. */
export interface XenPassthrough extends Infer<typeof xenPassthrough> {}

const xenPassthrough = element(
  'passthrough',
  {
    /** Whether PCI devices of the host can be assigned to the Xen guest. */
    state: required(attribute(onOff)),
    /**
     * Whether the host's IOMMU shares the page tables of the Xen guest (`share_pt`) or uses a synchronized copy of the
     * page tables (`sync_pt`).
     */
    mode: attribute(oneOf('sync_pt share_pt')),
  },
  { lead: 'state', page },
)

/** `<xen>`: the Xen features that the guest sees. */
export interface XenFeatures extends Infer<typeof xenFeatures> {}

const xenFeatures = element(
  'xen',
  {
    /** Whether a paravirtualized Xen guest sees the memory map of the host (e820). Since libvirt 6.3.0. */
    e820_host: child<FeatureState>(featureState, { since: '6.3.0' }),
    /** Whether PCI devices of the host can be assigned to the Xen guest. Since libvirt 6.3.0. */
    passthrough: child<XenPassthrough>(xenPassthrough, { since: '6.3.0' }),
  },
  { page },
)

/** `<gic>`: the Arm interrupt controller (GIC) of the guest. */
export interface Gic extends Infer<typeof gic> {}

const gic = element(
  'gic',
  {
    /**
     * The version of the guest's Arm interrupt controller (GIC). `host` selects the version that the host has. If
     * omitted, the hypervisor chooses.
     */
    version: attribute(anyOf(oneOfNumbers(2, 3), oneOf('host'))),
  },
  { page },
)

/** `<tseg>`: the memory that the guest's firmware reserves for system management mode (SMM). */
export interface Tseg extends Infer<typeof tseg> {}

const tseg = element(
  'tseg',
  {
    /** The unit in which the size of the memory for system management mode is given. Default: MiB. */
    unit: attribute(unit, { default: 'MiB' }),
    /**
     * The size of the memory for system management mode, which must be a whole number of MiB. With 0, the firmware can
     * choose only among the standard sizes.
     */
    value: required(content(unsignedLong)),
  },
  { expand: sizeIn('value'), page },
)

/** `<smm>`: the system management mode of the guest, which Secure Boot requires. */
export interface Smm extends Infer<typeof smm> {}

const smm = element(
  'smm',
  {
    /** Whether the guest has system management mode. Default: `on`. */
    state: attribute(onOff, { default: 'on' }),
    /**
     * The memory that the guest's firmware reserves for system management mode, on a q35 machine. Since libvirt 4.5.0.
     */
    tseg: child<Tseg>(tseg, { since: '4.5.0' }),
  },
  { lead: 'state', requires: { tseg: 'state' }, page },
)

/** `<ioapic>`: the program that emulates the I/O interrupt controller of the guest. */
export interface Ioapic extends Infer<typeof ioapic> {}

const ioapic = element(
  'ioapic',
  {
    /**
     * Whether the host's kernel (`kvm`, the usual choice) or QEMU (`qemu`) emulates the I/O interrupt controller.
     * Interrupt remapping requires `qemu`.
     */
    driver: required(attribute(oneOf('qemu kvm'))),
  },
  { lead: 'driver', page },
)

/** `<hpt>`: the hash page table of a pSeries guest. */
export interface Hpt extends Infer<typeof hpt> {}

const hpt = element(
  'hpt',
  {
    /** Whether a pSeries guest can resize its hash page table. If omitted, the hypervisor decides. */
    resizing: attribute(oneOf('enabled disabled required')),
    /**
     * The maximum page size of a pSeries guest's hash page table, usually 64 KiB, 16 MiB or 16 GiB. Since libvirt
     * 4.5.0.
     */
    maxpagesize: child<Size>(memorySize, { since: '4.5.0' }),
  },
  { lead: 'resizing', page },
)

/** `<msrs>`: how bhyve handles the guest's accesses to unknown model-specific registers (MSRs). */
export interface Msrs extends Infer<typeof msrs> {}

const msrs = element(
  'msrs',
  {
    /**
     * Whether bhyve ignores the guest's access to an unknown model-specific register (`ignore`) or raises a fault in
     * the guest (`fault`). Default: `fault`.
     */
    unknown: required(attribute(oneOf('ignore fault'))),
  },
  { lead: 'unknown', page },
)

const protectionLevel = oneOf('broken workaround fixed')

/** `<cfpc>` or `<sbbc>`: the protection of a pSeries guest against one CPU vulnerability. */
export interface Mitigation extends Infer<typeof mitigation> {}

const mitigation = element(
  'cfpc',
  {
    /**
     * The protection of a pSeries guest against one CPU vulnerability: no protection (`broken`), protection by software
     * (`workaround`), or protection by hardware (`fixed`).
     */
    value: required(attribute(protectionLevel)),
  },
  { lead: 'value', page },
)

/** `<ibs>`: the protection of a pSeries guest against indirect branch speculation. */
export interface Ibs extends Infer<typeof ibs> {}

const ibs = element(
  'ibs',
  {
    /**
     * The protection of a pSeries guest against indirect branch speculation: no protection (`broken`), protection by
     * software (`workaround`), or protection by one of three hardware methods (`fixed-…`).
     */
    value: required(attribute(oneOf('broken workaround fixed-ibs fixed-ccd fixed-na'))),
  },
  { lead: 'value', page },
)

/** `<tcg>`: the settings of QEMU's CPU emulation (TCG). */
export interface Tcg extends Infer<typeof tcg> {}

const tcg = element(
  'tcg',
  {
    /**
     * The size of the cache for code that QEMU's CPU emulation (TCG) has translated. It must be a whole number of MiB.
     * Since libvirt 8.0.0.
     */
    'tb-cache': child<Size>(memorySize, { since: '8.0.0' }),
  },
  { page },
)

/** `<async-teardown>`: whether the host frees the memory of a stopped guest in the background. */
export interface AsyncTeardown extends Infer<typeof asyncTeardown> {}

const asyncTeardown = element(
  'async-teardown',
  {
    /** Whether the host frees the memory of a stopped guest in the background. */
    enabled: attribute(yesNo),
  },
  { lead: 'enabled', page },
)

/** `<aia>`: the RISC-V interrupt controllers of the guest. */
export interface Aia extends Infer<typeof aia> {}

const aia = element(
  'aia',
  {
    /**
     * The RISC-V interrupt controllers of the guest: one APLIC per socket (`aplic`), an APLIC per socket and an IMSIC
     * per core (`aplic-imsic`), or `none`.
     */
    value: required(attribute(oneOf('none aplic aplic-imsic'))),
  },
  { lead: 'value', page },
)

/** `<features>`: the hypervisor features that are enabled or disabled. */
export interface Features extends Infer<typeof features> {}

export const features = element(
  'features',
  {
    /** Whether the guest has ACPI. With KVM, a graceful shutdown requires ACPI. */
    acpi: flag(),
    /**
     * The programmable interrupt controller (APIC) of an x86 guest. Guests with several vCPUs require this controller.
     */
    apic: allowEmpty(child<Apic>(apic)),
    /** Whether 32-bit guests can use physical address extension (PAE) to access more than 4 GB of memory. */
    pae: flag(),
    /** Whether the hypervisor uses hardware-assisted paging for the guest. Default: on, if the host supports it. */
    hap: allowEmpty(child<FeatureSwitch>(featureSwitch)),
    /** Whether a Xen guest sees the Hyper-V interface for Windows. */
    viridian: flag(),
    /** Whether a container has its own network namespace even if the container has no NIC. */
    privnet: flag(),
    /** The Hyper-V features, which make Windows guests faster. Since libvirt 1.0.0. */
    hyperv: child<Hyperv>(hyperv, { since: '1.0.0' }),
    /** The KVM features that the guest sees. Since libvirt 1.2.8. */
    kvm: child<KvmFeatures>(kvmFeatures, { since: '1.2.8' }),
    /** The Xen features that the guest sees. Since libvirt 6.3.0. */
    xen: child<XenFeatures>(xenFeatures, { since: '6.3.0' }),
    /**
     * Whether the guest can use paravirtual spinlocks, with which a waiting vCPU lets the hypervisor run another vCPU.
     */
    pvspinlock: allowEmpty(child<FeatureSwitch>(featureSwitch)),
    /** The Linux capabilities that the user root has in a container. */
    capabilities: child<LinuxCapabilities>(linuxCapabilities),
    /**
     * Whether the guest has a performance monitoring unit (PMU). If omitted, the hypervisor decides. Since libvirt
     * 1.2.12.
     */
    pmu: allowEmpty(child<FeatureSwitch>(featureSwitch, { since: '1.2.12' })),
    /**
     * Whether QEMU emulates the VMware I/O port, which for example vmmouse uses. If omitted, the hypervisor decides.
     * Since libvirt 1.2.16.
     */
    vmport: allowEmpty(child<FeatureSwitch>(featureSwitch, { since: '1.2.16' })),
    /** The Arm interrupt controller (GIC) of the guest. Since libvirt 1.2.16. */
    gic: allowEmpty(child<Gic>(gic, { since: '1.2.16' })),
    /** The system management mode of the guest, which Secure Boot requires. Since libvirt 2.1.0. */
    smm: allowEmpty(child<Smm>(smm, { since: '2.1.0' })),
    /** The program that emulates the I/O interrupt controller of the guest. Since libvirt 3.4.0. */
    ioapic: child<Ioapic>(ioapic, { since: '3.4.0' }),
    /** The hash page table of a pSeries guest. Since libvirt 3.10.0. */
    hpt: child<Hpt>(hpt, { since: '3.10.0' }),
    /**
     * Whether the guest's kernel can store debugging details for later memory dumps in a QEMU device (vmcoreinfo).
     * Since libvirt 4.4.0.
     */
    vmcoreinfo: allowEmpty(child<FeatureSwitch>(featureSwitch, { since: '4.4.0' })),
    /** Whether a pSeries guest has hardware transactional memory. Since libvirt 4.6.0. */
    htm: child<FeatureState>(featureState, { since: '4.6.0' }),
    /** Whether a pSeries guest can run nested guests. Since libvirt 4.10.0. */
    'nested-hv': child<FeatureState>(featureState, { since: '4.10.0' }),
    /** How bhyve handles the guest's accesses to unknown model-specific registers (MSRs). Since libvirt 5.1.0. */
    msrs: child<Msrs>(msrs, { since: '5.1.0' }),
    /**
     * Whether a pSeries guest uses the assistance of the CPU when the guest flushes the count cache. Since libvirt
     * 5.9.0.
     */
    'ccf-assist': child<FeatureState>(featureState, { since: '5.9.0' }),
    /**
     * The protection of a pSeries guest by flushing the L1 data cache when the privilege level changes. Since libvirt
     * 6.3.0.
     */
    cfpc: child<Mitigation>(mitigation, { since: '6.3.0' }),
    /** The protection of a pSeries guest against speculative execution past bounds checks. Since libvirt 6.3.0. */
    sbbc: child<Mitigation>(mitigation, { since: '6.3.0' }),
    /** The protection of a pSeries guest against speculative execution of indirect branches. Since libvirt 6.3.0. */
    ibs: child<Ibs>(ibs, { since: '6.3.0' }),
    /** The settings of QEMU's CPU emulation (TCG). Since libvirt 8.0.0. */
    tcg: child<Tcg>(tcg, { since: '8.0.0' }),
    /** Whether the host frees the memory of a stopped guest in the background. Since libvirt 9.6.0. */
    'async-teardown': allowEmpty(child<AsyncTeardown>(asyncTeardown, { since: '9.6.0' })),
    /** Whether an Arm guest receives reports of host memory errors. Since libvirt 10.4.0. */
    ras: child<FeatureState>(featureState, { since: '10.4.0' }),
    /**
     * Whether the guest has a PS/2 controller for keyboard and mouse. If omitted, the hypervisor decides. Since
     * libvirt 10.7.0.
     */
    ps2: child<FeatureState>(featureState, { since: '10.7.0' }),
    /** The RISC-V interrupt controllers of the guest. Since libvirt 11.1.0. */
    aia: child<Aia>(aia, { since: '11.1.0' }),
    /**
     * Whether a guest on an Arm `virt` machine can run nested guests. If omitted, the hypervisor decides. Since
     * libvirt 12.1.0.
     */
    virtualization: flag({ since: '12.1.0' }),
  },
  { page },
)
