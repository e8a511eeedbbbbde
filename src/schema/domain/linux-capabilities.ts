import { oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type FeatureState, featureState } from './feature-state.ts'

/** `<capabilities>`: the Linux capabilities that root has in a container. */
export interface LinuxCapabilities extends Infer<typeof linuxCapabilities> {}

export const linuxCapabilities = element(
  'capabilities',
  {
    /**
     * The policy for the Linux capabilities that `<capabilities>` does not list. `allow` allows and `deny` denies all
     * of them. With `default`, libvirt's default set applies.
     */
    policy: required(attribute(oneOf('default allow deny'))),
    /** Whether root in the container can configure the kernel's audit subsystem. */
    audit_control: child<FeatureState>(featureState),
    /** Whether root in the container can write to the kernel's audit log. */
    audit_write: child<FeatureState>(featureState),
    /** Whether root in the container can hold a lock that keeps the host awake. */
    block_suspend: child<FeatureState>(featureState),
    /** Whether root in the container can change the owner of any file. */
    chown: child<FeatureState>(featureState),
    /** Whether root in the container can read and write files regardless of their permissions. */
    dac_override: child<FeatureState>(featureState),
    /** Whether root in the container can read files and directories regardless of their permissions. */
    dac_read_search: child<FeatureState>(featureState),
    /** Whether root in the container can perform operations on any file that only its owner may perform. */
    fowner: child<FeatureState>(featureState),
    /** Whether a file keeps its set-user-ID and set-group-ID bits when root in the container modifies the file. */
    fsetid: child<FeatureState>(featureState),
    /** Whether root in the container can lock memory. */
    ipc_lock: child<FeatureState>(featureState),
    /** Whether root in the container can use System V IPC objects regardless of their permissions. */
    ipc_owner: child<FeatureState>(featureState),
    /** Whether root in the container can send signals to any process. */
    kill: child<FeatureState>(featureState),
    /**
     * Whether root in the container can set leases on any file. A lease notifies the process about accesses to the
     * file.
     */
    lease: child<FeatureState>(featureState),
    /** Whether root in the container can set the immutable and append-only flags of files. */
    linux_immutable: child<FeatureState>(featureState),
    /** Whether root in the container can change the rules of mandatory access control. */
    mac_admin: child<FeatureState>(featureState),
    /** Whether root in the container can bypass mandatory access control. */
    mac_override: child<FeatureState>(featureState),
    /** Whether root in the container can create device files. */
    mknod: child<FeatureState>(featureState),
    /** Whether root in the container can configure network interfaces, routes and firewalls. */
    net_admin: child<FeatureState>(featureState),
    /** Whether root in the container can listen on network ports below 1024. */
    net_bind_service: child<FeatureState>(featureState),
    /** Whether root in the container can send broadcast packets and receive multicast packets. */
    net_broadcast: child<FeatureState>(featureState),
    /** Whether root in the container can use raw sockets, which for example `ping` uses. */
    net_raw: child<FeatureState>(featureState),
    /** Whether root in the container can change the group IDs of processes. */
    setgid: child<FeatureState>(featureState),
    /** Whether root in the container can set Linux capabilities on files. */
    setfcap: child<FeatureState>(featureState),
    /** Whether root in the container can pass Linux capabilities on to other processes. */
    setpcap: child<FeatureState>(featureState),
    /** Whether root in the container can change the user IDs of processes. */
    setuid: child<FeatureState>(featureState),
    /** Whether root in the container can perform many administrative operations, such as mounting file systems. */
    sys_admin: child<FeatureState>(featureState),
    /** Whether root in the container can reboot the system and load another kernel. */
    sys_boot: child<FeatureState>(featureState),
    /** Whether root in the container can change the root directory of a process (`chroot`). */
    sys_chroot: child<FeatureState>(featureState),
    /** Whether root in the container can load kernel modules. */
    sys_module: child<FeatureState>(featureState),
    /** Whether root in the container can raise the priority of processes. */
    sys_nice: child<FeatureState>(featureState),
    /** Whether root in the container can turn process accounting on and off. */
    sys_pacct: child<FeatureState>(featureState),
    /** Whether root in the container can trace any process. */
    sys_ptrace: child<FeatureState>(featureState),
    /** Whether root in the container can access devices directly, without the drivers of the devices. */
    sys_rawio: child<FeatureState>(featureState),
    /** Whether root in the container can exceed resource limits. */
    sys_resource: child<FeatureState>(featureState),
    /** Whether root in the container can set the system clock. */
    sys_time: child<FeatureState>(featureState),
    /** Whether root in the container can configure and hang up terminals. */
    sys_tty_config: child<FeatureState>(featureState),
    /** Whether root in the container can read the kernel log. */
    syslog: child<FeatureState>(featureState),
    /** Whether root in the container can set alarms that wake the host. */
    wake_alarm: child<FeatureState>(featureState),
  },
  { lead: 'policy', page: 'formatdomain.html#hypervisor-features' },
)
