import { line, oneOf, text, unsigned, uuid, withSince } from '../core/codec.ts'
import {
  allowEmpty,
  attribute,
  child,
  element,
  filled,
  type Infer,
  leaf,
  many,
  required,
} from '../core/element.ts'
import { type BlkioTune, blkioTune } from './blkio-tune.ts'
import { type Clock, clock } from './clock.ts'
import {
  type BhyveCommandline,
  bhyveCommandline,
  type XenCommandline,
  xenCommandline,
} from './commandline-namespaces.ts'
import { type Cpu, cpu } from './cpu.ts'
import { type CpuTune, cpuTune } from './cpu-tune.ts'
import { type Devices, devices } from './devices.ts'
import { type Features, features } from './features.ts'
import { type Idmap, idmap } from './idmap.ts'
import { type IommufdBackend, iommufdBackend } from './iommufd.ts'
import {
  type DefaultIothread,
  defaultIothread,
  type IothreadIds,
  iothreadIds,
} from './iothread-ids.ts'
import { type Keywrap, keywrap } from './keywrap.ts'
import { type LaunchSecurity, launchSecurity } from './launch-security.ts'
import { type LxcNamespace, lxcNamespace } from './lxc-namespace.ts'
import { type MaxMemory, type Memory, type MemTune, maxMemory, memory, memTune } from './memory.ts'
import { type MemoryBacking, memoryBacking } from './memory-backing.ts'
import { generationId, type Metadata, metadata } from './metadata.ts'
import { type NumaTune, numaTune } from './numa-tune.ts'
import { type Os, os, VM_OS_TYPES } from './os.ts'
import { type Perf, perf } from './perf.ts'
import { type PowerManagement, powerManagement } from './power.ts'
import {
  type QemuCapabilities,
  type QemuCommandline,
  type QemuDeprecation,
  type QemuOverride,
  qemuCapabilities,
  qemuCommandline,
  qemuDeprecation,
  qemuOverride,
} from './qemu-namespace.ts'
import { type Resource, resource } from './resource.ts'
import { type Seclabel, seclabel } from './seclabel.ts'
import { memorySize, type Size } from './size.ts'
import { type Sysinfo, sysinfo } from './sysinfo.ts'
import { type ThrottleGroups, throttleGroups } from './throttle.ts'
import { type Vcpu, type Vcpus, vcpu, vcpus } from './vcpu.ts'

const lifecycle = oneOf('destroy restart preserve rename-restart')
const crash = withSince(
  oneOf(
    'destroy restart preserve rename-restart coredump-destroy coredump-restart preserve-running',
  ),
  { 'coredump-destroy': '0.8.4', 'coredump-restart': '0.8.4', 'preserve-running': '12.6.0' },
)

/** `<domain>`: one virtual machine or container. */
export interface Domain extends Infer<typeof domain> {}

export const domain = element(
  'domain',
  {
    /** The hypervisor that runs the domain. vmc uses `kvm` unless you choose another. */
    type: required(
      attribute(
        withSince(
          oneOf('kvm qemu xen lxc kqemu bhyve hvf hyperv openvz phyp test uml vbox vmware vz'),
          {
            hvf: '8.1.0',
          },
        ),
      ),
    ),
    /** The number of a running domain. libvirt assigns it and ignores it in a definition. */
    id: attribute(unsigned, { assigned: true }),
    /** The name, unique on the host. Required. */
    name: required(leaf(line)),
    /** The globally unique identifier (UUID). If omitted, vmc derives it from the name. */
    uuid: filled(leaf(uuid)),
    /**
     * The UUID that devices and firmware tables show to the guest. Default: `uuid`. QEMU only. Since libvirt 11.7.0.
     */
    hwuuid: leaf(uuid, { since: '11.7.0' }),
    /**
     * The generation identifier, whose change shows the guest that it was copied or restored. `true` lets libvirt
     * generate one. Since libvirt 4.4.0.
     */
    genid: leaf(generationId, { since: '4.4.0' }),
    /** A short description, on one line. Since libvirt 0.9.10. */
    title: leaf(line, { since: '0.9.10' }),
    /** A free-form description. Since libvirt 0.7.2. */
    description: leaf(text, { since: '0.7.2' }),
    /** XML elements of other programs, each in its own namespace. libvirt keeps them. Since libvirt 0.9.10. */
    metadata: child<Metadata>(metadata, { since: '0.9.10' }),
    /** The maximum amount of memory that the guest can have after hotplug. Since libvirt 1.2.14. */
    maxMemory: child<MaxMemory>(maxMemory, { since: '1.2.14' }),
    /** The maximum amount of memory of the guest at start. A number without a unit counts KiB. */
    memory: child<Memory>(memory),
    /** The actual amount of memory of the guest, up to `memory`. Default: `memory`. */
    currentMemory: child<Size>(memorySize),
    /** The guest's share of the disk I/O of the host. Since libvirt 0.8.8. */
    blkiotune: child<BlkioTune>(blkioTune, { since: '0.8.8' }),
    /** The limits on the host memory that the guest's process uses. */
    memtune: child<MemTune>(memTune),
    /** How the host allocates the guest's memory. */
    memoryBacking: child<MemoryBacking>(memoryBacking),
    /** The number of vCPUs. Default: 1. */
    vcpu: child<Vcpu>(vcpu),
    /** The state of individual vCPUs. Since libvirt 2.2.0. */
    vcpus: child<Vcpus>(vcpus, { since: '2.2.0' }),
    /** The number of I/O threads for disks. Since libvirt 1.2.8. */
    iothreads: leaf(unsigned, { since: '1.2.8' }),
    /** I/O threads with their own numbers and settings. Since libvirt 1.2.15. */
    iothreadids: child<IothreadIds>(iothreadIds, { since: '1.2.15' }),
    /** The settings of the event loop that serves devices without their own I/O thread. Since libvirt 8.5.0. */
    defaultiothread: child<DefaultIothread>(defaultIothread, { since: '8.5.0' }),
    /** Named I/O limits that several disks share. Since libvirt 11.2.0. */
    throttlegroups: child<ThrottleGroups>(throttleGroups, { since: '11.2.0' }),
    /** The guest's share of the host CPUs, and the CPUs that it may run on. Since libvirt 0.9.0. */
    cputune: child<CpuTune>(cpuTune, { since: '0.9.0' }),
    /** The host NUMA nodes that provide the guest's memory. Since libvirt 0.9.3. */
    numatune: child<NumaTune>(numaTune, { since: '0.9.3' }),
    /**
     * Whether host devices access memory through IOMMUFD. Each device can override it on its `<driver>`. Since
     * libvirt 12.2.0.
     */
    iommufd: allowEmpty(child<IommufdBackend>(iommufdBackend, { since: '12.2.0' })),
    /** The resource partition (cgroup) of the host that contains the guest. Since libvirt 1.0.5. */
    resource: child<Resource>(resource, { since: '1.0.5' }),
    /** The system information that firmware shows to the guest, such as SMBIOS strings. Since libvirt 0.8.7. */
    sysinfo: many(child<Sysinfo>(sysinfo, { since: '0.8.7' })),
    /** The absolute path of a host program that selects the kernel, such as Xen's `pygrub`. Since libvirt 0.1.0. */
    bootloader: leaf(text, { in: VM_OS_TYPES, since: '0.1.0' }),
    /** The command-line arguments of the boot loader program. Since libvirt 0.2.3. */
    bootloader_args: leaf(text, { in: VM_OS_TYPES, since: '0.2.3' }),
    /** How the guest boots: machine type, firmware and boot devices. */
    os: child<Os>(os),
    /** The host users and groups that the users and groups of a container map to. */
    idmap: child<Idmap>(idmap),
    /** The hypervisor features that are enabled or disabled. */
    features: child<Features>(features),
    /** The CPU that the guest sees. If omitted, the hypervisor decides. Since libvirt 0.7.5. */
    cpu: child<Cpu>(cpu, { since: '0.7.5' }),
    /** The initial time of the guest's clock, and its time sources. */
    clock: child<Clock>(clock),
    /** The lifecycle action after the guest powers off. Default: `destroy`. */
    on_poweroff: leaf(lifecycle, { default: 'destroy' }),
    /** The lifecycle action after the guest reboots. Default: `restart`. */
    on_reboot: leaf(lifecycle, { default: 'restart' }),
    /** The lifecycle action after the guest crashes. Default: `destroy`. */
    on_crash: leaf(crash, { default: 'destroy' }),
    /**
     * The lifecycle action after the guest loses the locks on its disks. If omitted, the lock manager decides. Since
     * libvirt 1.0.0.
     */
    on_lockfailure: leaf(oneOf('poweroff restart pause ignore'), { since: '1.0.0' }),
    /** The ACPI sleep states that firmware offers to the guest. Since libvirt 0.10.2. */
    pm: child<PowerManagement>(powerManagement, { since: '0.10.2' }),
    /** The performance events that the host counts while the guest runs. Since libvirt 2.0.0. */
    perf: child<Perf>(perf, { since: '2.0.0' }),
    /** The devices of the guest. */
    devices: child<Devices>(devices),
    /** How the host's security drivers confine the guest, one element per driver. Since libvirt 0.6.1. */
    seclabel: many(child<Seclabel>(seclabel, { since: '0.6.1' })),
    /** Extra command-line arguments and environment variables for QEMU. libvirt passes them on unchanged. */
    qemuCommandline: child<QemuCommandline>(qemuCommandline, { name: 'qemu:commandline' }),
    /** The QEMU capabilities that libvirt should assume present or absent, for experiments. */
    qemuCapabilities: child<QemuCapabilities>(qemuCapabilities, { name: 'qemu:capabilities' }),
    /** Properties of QEMU devices that libvirt does not support. */
    qemuOverride: child<QemuOverride>(qemuOverride, { name: 'qemu:override' }),
    /** How QEMU reacts when libvirt uses a deprecated feature. */
    qemuDeprecation: child<QemuDeprecation>(qemuDeprecation, { name: 'qemu:deprecation' }),
    /** The namespaces that a container shares with another container or a process. */
    lxcNamespace: child<LxcNamespace>(lxcNamespace, { name: 'lxc:namespace' }),
    /** Extra command-line arguments for Xen's device model. libvirt passes them on unchanged. */
    xenCommandline: child<XenCommandline>(xenCommandline, { name: 'xen:commandline' }),
    /** Extra command-line arguments for bhyve. libvirt passes them on unchanged. */
    bhyveCommandline: child<BhyveCommandline>(bhyveCommandline, { name: 'bhyve:commandline' }),
    /** The path of the VMware data center that contains the guest. VMware reports it. */
    vmwareDatacenterpath: leaf(text, { name: 'vmware:datacenterpath' }),
    /** The kinds of protected keys that an s390 guest may use. Default: all. */
    keywrap: child<Keywrap>(keywrap),
    /** How the guest's memory is protected from the host. Since libvirt 4.4.0. */
    launchSecurity: child<LaunchSecurity>(launchSecurity, { since: '4.4.0' }),
  },
  { variantBy: 'os/type/value', page: 'formatdomain.html' },
)
