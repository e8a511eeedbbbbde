import { line, newer, oneOf, text, unsigned, uuid } from '../core/codec.ts'
import {
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
import { generation, type Metadata, metadata } from './metadata.ts'
import { type NumaTune, numaTune } from './numa-tune.ts'
import { MACHINES, type Os, os } from './os.ts'
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
const crash = newer(
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
    /** The hypervisor that runs it; `kvm` until told otherwise. */
    type: required(
      attribute(
        newer(
          oneOf('kvm qemu xen lxc kqemu bhyve hvf hyperv openvz phyp test uml vbox vmware vz'),
          {
            hvf: '8.1.0',
          },
        ),
      ),
    ),
    /** The number of a running domain, which libvirt gives it, and does not read in a definition. */
    id: attribute(unsigned, { assigned: true }),
    /** The name, unique on its host. Required. */
    name: required(leaf(line)),
    /** The globally unique identifier. Filled in, from the name, where it is left out. */
    uuid: filled(leaf(uuid)),
    /**
     * The UUID that devices and firmware tables show the guest; `uuid` if it is missing. QEMU only. Since libvirt 11.7.0.
     */
    hwuuid: leaf(uuid, { since: '11.7.0' }),
    /**
     * The identifier by which the guest notices that it has been copied, restored or moved; `true` has libvirt make one.
     * Since libvirt 4.4.0.
     */
    genid: leaf(generation, { since: '4.4.0' }),
    /** A short description, on one line. Since libvirt 0.9.10. */
    title: leaf(line, { since: '0.9.10' }),
    /** Any text for people. Since libvirt 0.7.2. */
    description: leaf(text, { since: '0.7.2' }),
    /** Elements of other programs, each in a namespace of its own, which libvirt keeps. Since libvirt 0.9.10. */
    metadata: child<Metadata>(metadata, { since: '0.9.10' }),
    /** How far memory can grow while the guest runs. Since libvirt 1.2.14. */
    maxMemory: child<MaxMemory>(maxMemory, { since: '1.2.14' }),
    /** The most memory the guest can have, from the start. A bare number counts KiB. */
    memory: child<Memory>(memory),
    /** The memory the guest has in fact, up to `memory`; the same as `memory` where it is left out. */
    currentMemory: child<Size>(memorySize),
    /** How much of the host's disks the guest gets. Since libvirt 0.8.8. */
    blkiotune: child<BlkioTune>(blkioTune, { since: '0.8.8' }),
    /** How much of the host's memory the guest's process gets. */
    memtune: child<MemTune>(memTune),
    /** What the guest's memory is made of on the host. */
    memoryBacking: child<MemoryBacking>(memoryBacking),
    /** The number of virtual CPUs; 1 where it is left out. */
    vcpu: child<Vcpu>(vcpu),
    /** The states of single virtual CPUs. Since libvirt 2.2.0. */
    vcpus: child<Vcpus>(vcpus, { since: '2.2.0' }),
    /** How many threads there are for the input and output of disks. Since libvirt 1.2.8. */
    iothreads: leaf(unsigned, { since: '1.2.8' }),
    /** I/O threads with numbers and settings of their own. Since libvirt 1.2.15. */
    iothreadids: child<IothreadIds>(iothreadIds, { since: '1.2.15' }),
    /** The event loop of the devices that have no I/O thread of their own. Since libvirt 8.5.0. */
    defaultiothread: child<DefaultIothread>(defaultIothread, { since: '8.5.0' }),
    /** Named limits of speed that several disks share. Since libvirt 11.2.0. */
    throttlegroups: child<ThrottleGroups>(throttleGroups, { since: '11.2.0' }),
    /** How much of the host's CPUs the guest gets, and which. Since libvirt 0.9.0. */
    cputune: child<CpuTune>(cpuTune, { since: '0.9.0' }),
    /** Where on a host with several NUMA nodes the guest's memory is. Since libvirt 0.9.3. */
    numatune: child<NumaTune>(numaTune, { since: '0.9.3' }),
    /** Whether host devices reach memory through IOMMUFD; each can override it on its `<driver>`. Since libvirt 12.2.0. */
    iommufd: child<IommufdBackend>(iommufdBackend, { since: '12.2.0' }),
    /** The part of the host the guest belongs to. Since libvirt 1.0.5. */
    resource: child<Resource>(resource, { since: '1.0.5' }),
    /** What the guest is told of the machine it runs on. Since libvirt 0.8.7. */
    sysinfo: many(child<Sysinfo>(sysinfo, { since: '0.8.7' })),
    /** The absolute path of a program of the host that picks the kernel, such as Xen's `pygrub`. Since libvirt 0.1.0. */
    bootloader: leaf(text, { in: MACHINES, since: '0.1.0' }),
    /** What the boot loader program gets on its command line. Since libvirt 0.2.3. */
    bootloader_args: leaf(text, { in: MACHINES, since: '0.2.3' }),
    /** How the guest starts. */
    os: child<Os>(os),
    /** The users and groups of the host that those of a container become. */
    idmap: child<Idmap>(idmap),
    /** Abilities of the hypervisor. */
    features: child<Features>(features),
    /** The processor that the guest sees; the hypervisor's default where it is left out. Since libvirt 0.7.5. */
    cpu: child<Cpu>(cpu, { since: '0.7.5' }),
    /** What the guest's clock shows when it starts. */
    clock: child<Clock>(clock),
    /** What happens when the guest powers off; `destroy` where it is left out. */
    on_poweroff: leaf(lifecycle, { default: 'destroy' }),
    /** What happens when the guest reboots; `restart` where it is left out. */
    on_reboot: leaf(lifecycle, { default: 'restart' }),
    /** What happens when the guest crashes; `destroy` where it is left out. */
    on_crash: leaf(crash, { default: 'destroy' }),
    /** What happens when the guest loses the locks of its disks; the lock manager's choice where it is left out. Since libvirt 1.0.0. */
    on_lockfailure: leaf(oneOf('poweroff restart pause ignore'), { since: '1.0.0' }),
    /** The ACPI sleep states that firmware offers the guest. Since libvirt 0.10.2. */
    pm: child<PowerManagement>(powerManagement, { since: '0.10.2' }),
    /** What the host counts while the guest runs. Since libvirt 2.0.0. */
    perf: child<Perf>(perf, { since: '2.0.0' }),
    /** Everything that is plugged in. */
    devices: child<Devices>(devices),
    /** How security drivers of the host confine it, one each. Since libvirt 0.6.1. */
    seclabel: many(child<Seclabel>(seclabel, { since: '0.6.1' })),
    /** Arguments and variables for QEMU that libvirt hands on as they are. */
    qemuCommandline: child<QemuCommandline>(qemuCommandline, { name: 'qemu:commandline' }),
    /** What libvirt is to take QEMU for being able to do; for trying things out. */
    qemuCapabilities: child<QemuCapabilities>(qemuCapabilities, { name: 'qemu:capabilities' }),
    /** Properties of QEMU's devices that libvirt has no words for. */
    qemuOverride: child<QemuOverride>(qemuOverride, { name: 'qemu:override' }),
    /** What QEMU does when libvirt uses something that is going to be removed. */
    qemuDeprecation: child<QemuDeprecation>(qemuDeprecation, { name: 'qemu:deprecation' }),
    /** Namespaces that a container shares instead of having its own. */
    lxcNamespace: child<LxcNamespace>(lxcNamespace, { name: 'lxc:namespace' }),
    /** Arguments for Xen's device model that libvirt hands on as they are. */
    xenCommandline: child<XenCommandline>(xenCommandline, { name: 'xen:commandline' }),
    /** Arguments for bhyve that libvirt hands on as they are. */
    bhyveCommandline: child<BhyveCommandline>(bhyveCommandline, { name: 'bhyve:commandline' }),
    /** The path of the data center that holds the guest, which VMware reports. */
    vmwareDatacenterpath: leaf(text, { name: 'vmware:datacenterpath' }),
    /** Which keys an s390 guest may have protected by the machine; all where it is left out. */
    keywrap: child<Keywrap>(keywrap),
    /** How the guest's memory is kept from the host. Since libvirt 4.4.0. */
    launchSecurity: child<LaunchSecurity>(launchSecurity, { since: '4.4.0' }),
  },
  { by: 'os/type/value', page: 'formatdomain.html' },
)
