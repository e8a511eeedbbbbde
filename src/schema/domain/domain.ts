import { line, nonNegative, oneOf, text, unsigned, uuid, withSince } from '../core/codec.ts'
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
    /** The hypervisor that runs the domain. If a program does not set `type`, vmc sets `kvm`. */
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
    /** The number of a running domain. libvirt assigns the number, and ignores it in a definition of the domain. */
    id: attribute(nonNegative, { assigned: true }),
    /** The name of the domain, which must be unique on the host. Required. */
    name: required(leaf(line)),
    /** The universally unique identifier (UUID) of the domain. If omitted, vmc derives the UUID from the name. */
    uuid: filled(leaf(uuid)),
    /**
     * The UUID that devices and firmware tables show to the guest. Only QEMU supports this field. Default: the value of
     * `uuid`. Since libvirt 11.7.0.
     */
    hwuuid: leaf(uuid, { since: '11.7.0' }),
    /**
     * The generation identifier of the domain. When the identifier changes, the guest knows that it was copied or
     * restored. With `true`, libvirt generates an identifier. Since libvirt 4.4.0.
     */
    genid: leaf(generationId, { since: '4.4.0' }),
    /** A short description of the domain, on one line. Since libvirt 0.9.10. */
    title: leaf(line, { since: '0.9.10' }),
    /** A description of the domain, in free form. Since libvirt 0.7.2. */
    description: leaf(text, { since: '0.7.2' }),
    /**
     * The XML elements that other programs store in the domain, each in its own namespace. libvirt keeps these elements
     * unchanged. Since libvirt 0.9.10.
     */
    metadata: child<Metadata>(metadata, { since: '0.9.10' }),
    /** The limit to which the guest's memory can grow by hotplug while the domain runs. Since libvirt 1.2.14. */
    maxMemory: child<MaxMemory>(maxMemory, { since: '1.2.14' }),
    /** The maximum amount of memory that the guest has at start. A number without a unit is in KiB. */
    memory: child<Memory>(memory),
    /** The amount of memory that the guest actually uses, up to `memory`. Default: the value of `memory`. */
    currentMemory: child<Size>(memorySize),
    /** The guest's share of the host's disk I/O. Since libvirt 0.8.8. */
    blkiotune: child<BlkioTune>(blkioTune, { since: '0.8.8' }),
    /** The limits on the memory of the host that the hypervisor process of the guest uses. */
    memtune: child<MemTune>(memTune),
    /** How the host allocates the guest's memory. */
    memoryBacking: child<MemoryBacking>(memoryBacking),
    /** The number of vCPUs of the guest. Default: 1. */
    vcpu: child<Vcpu>(vcpu),
    /** The states of individual vCPUs, such as whether a vCPU is enabled. Since libvirt 2.2.0. */
    vcpus: child<Vcpus>(vcpus, { since: '2.2.0' }),
    /** The number of I/O threads of the domain, which serve disks. Since libvirt 1.2.8. */
    iothreads: leaf(unsigned, { since: '1.2.8' }),
    /** The I/O threads that have their own numbers and settings. Since libvirt 1.2.15. */
    iothreadids: child<IothreadIds>(iothreadIds, { since: '1.2.15' }),
    /**
     * The settings of QEMU's main event loop, which serves the devices that have no I/O thread. Since libvirt 8.5.0.
     */
    defaultiothread: child<DefaultIothread>(defaultIothread, { since: '8.5.0' }),
    /** The throttle groups, which are named I/O limits that several disks share. Since libvirt 11.2.0. */
    throttlegroups: child<ThrottleGroups>(throttleGroups, { since: '11.2.0' }),
    /** The guest's share of the host CPUs, and the host CPUs that the guest may run on. Since libvirt 0.9.0. */
    cputune: child<CpuTune>(cpuTune, { since: '0.9.0' }),
    /** The host NUMA nodes that provide the guest's memory. Since libvirt 0.9.3. */
    numatune: child<NumaTune>(numaTune, { since: '0.9.3' }),
    /**
     * Whether host devices that are assigned to the guest access memory through IOMMUFD. The `<driver>` of a device can
     * override this setting. Since libvirt 12.2.0.
     */
    iommufd: allowEmpty(child<IommufdBackend>(iommufdBackend, { since: '12.2.0' })),
    /** The resource partition of the host (a cgroup) in which the guest runs. Since libvirt 1.0.5. */
    resource: child<Resource>(resource, { since: '1.0.5' }),
    /** The system information, such as SMBIOS strings, that firmware shows to the guest. Since libvirt 0.8.7. */
    sysinfo: many(child<Sysinfo>(sysinfo, { since: '0.8.7' })),
    /**
     * The absolute path of a program on the host that selects the guest's kernel, such as Xen's `pygrub`. Since libvirt
     * 0.1.0.
     */
    bootloader: leaf(text, { in: VM_OS_TYPES, since: '0.1.0' }),
    /** The command-line arguments of the program in `bootloader`. Since libvirt 0.2.3. */
    bootloader_args: leaf(text, { in: VM_OS_TYPES, since: '0.2.3' }),
    /** How the guest boots: the machine type, the firmware and the boot devices. */
    os: child<Os>(os),
    /** The users and groups of the host to which the users and groups of a container are mapped. */
    idmap: child<Idmap>(idmap),
    /** The hypervisor features that are enabled or disabled. */
    features: child<Features>(features),
    /** The CPU that the guest sees. If omitted, the hypervisor decides. Since libvirt 0.7.5. */
    cpu: child<Cpu>(cpu, { since: '0.7.5' }),
    /** The initial time of the guest's clock, and its time sources. */
    clock: child<Clock>(clock),
    /**
     * What libvirt does after the guest powers off: a lifecycle action such as `destroy` or `restart`. Default:
     * `destroy`.
     */
    on_poweroff: leaf(lifecycle, { default: 'destroy' }),
    /**
     * What libvirt does after the guest reboots: a lifecycle action such as `destroy` or `restart`. Default: `restart`.
     */
    on_reboot: leaf(lifecycle, { default: 'restart' }),
    /**
     * What libvirt does after the guest crashes: a lifecycle action such as `destroy` or `restart`. Default: `destroy`.
     */
    on_crash: leaf(crash, { default: 'destroy' }),
    /**
     * What happens after the guest loses the locks on its disks: a lifecycle action. If omitted, the lock manager
     * decides. Since libvirt 1.0.0.
     */
    on_lockfailure: leaf(oneOf('poweroff restart pause ignore'), { since: '1.0.0' }),
    /** The ACPI sleep states that firmware offers to the guest. Since libvirt 0.10.2. */
    pm: child<PowerManagement>(powerManagement, { since: '0.10.2' }),
    /** The performance events that the host counts while the guest runs. Since libvirt 2.0.0. */
    perf: child<Perf>(perf, { since: '2.0.0' }),
    /** The devices of the guest, such as disks and NICs. */
    devices: child<Devices>(devices),
    /** How the host's security drivers confine the guest, with one element for each driver. Since libvirt 0.6.1. */
    seclabel: many(child<Seclabel>(seclabel, { since: '0.6.1' })),
    /** Extra command-line arguments and environment variables for QEMU, which libvirt passes on unchanged. */
    qemuCommandline: child<QemuCommandline>(qemuCommandline, { name: 'qemu:commandline' }),
    /** Changes to the QEMU capabilities that libvirt has detected. Use these changes only for experiments. */
    qemuCapabilities: child<QemuCapabilities>(qemuCapabilities, { name: 'qemu:capabilities' }),
    /** The properties of QEMU devices that libvirt's own XML elements cannot set. */
    qemuOverride: child<QemuOverride>(qemuOverride, { name: 'qemu:override' }),
    /** How QEMU reacts when libvirt uses a deprecated feature. */
    qemuDeprecation: child<QemuDeprecation>(qemuDeprecation, { name: 'qemu:deprecation' }),
    /** The Linux namespaces of the host that a container shares with another container or with a process. */
    lxcNamespace: child<LxcNamespace>(lxcNamespace, { name: 'lxc:namespace' }),
    /** Extra command-line arguments for Xen's device model, which libvirt passes on unchanged. */
    xenCommandline: child<XenCommandline>(xenCommandline, { name: 'xen:commandline' }),
    /** Extra command-line arguments for bhyve, which libvirt passes on unchanged. */
    bhyveCommandline: child<BhyveCommandline>(bhyveCommandline, { name: 'bhyve:commandline' }),
    /** The path of the VMware datacenter that contains the guest. VMware reports the path. */
    vmwareDatacenterpath: leaf(text, { name: 'vmware:datacenterpath' }),
    /** The ciphers for which an s390 guest may protect its keys. Default: all ciphers. */
    keywrap: child<Keywrap>(keywrap),
    /** The technology that protects the guest's memory from the host. Since libvirt 4.4.0. */
    launchSecurity: child<LaunchSecurity>(launchSecurity, { since: '4.4.0' }),
  },
  { variantBy: 'os/type/value', page: 'formatdomain.html' },
)
