import { oneOf } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type FeatureState, featureState } from './feature-state.ts'

/** `<capabilities>`: what root may do in a container. */
export interface LinuxCapabilities extends Infer<typeof linuxCapabilities> {}

export const linuxCapabilities = element(
  'capabilities',
  {
    /** What holds for those not named: libvirt's own choice (`default`), all are allowed, or none is. */
    policy: required(attribute(oneOf('default allow deny'))),
    /** Changing the kernel's audit. */
    audit_control: child<FeatureState>(featureState),
    /** Writing to the kernel's audit log. */
    audit_write: child<FeatureState>(featureState),
    /** Keeping the host from going to sleep. */
    block_suspend: child<FeatureState>(featureState),
    /** Giving files to other users. */
    chown: child<FeatureState>(featureState),
    /** Reading and writing files whatever their permissions. */
    dac_override: child<FeatureState>(featureState),
    /** Reading files and directories whatever their permissions. */
    dac_read_search: child<FeatureState>(featureState),
    /** Doing with any file what its owner may. */
    fowner: child<FeatureState>(featureState),
    /** Keeping the set-user and set-group bits of a file that is changed. */
    fsetid: child<FeatureState>(featureState),
    /** Locking memory. */
    ipc_lock: child<FeatureState>(featureState),
    /** Using System V's objects whatever their permissions. */
    ipc_owner: child<FeatureState>(featureState),
    /** Sending signals to any process. */
    kill: child<FeatureState>(featureState),
    /** Asking to be told of accesses to any file. */
    lease: child<FeatureState>(featureState),
    /** Making files unchangeable. */
    linux_immutable: child<FeatureState>(featureState),
    /** Changing the rules of mandatory access control. */
    mac_admin: child<FeatureState>(featureState),
    /** Passing over mandatory access control. */
    mac_override: child<FeatureState>(featureState),
    /** Making device files. */
    mknod: child<FeatureState>(featureState),
    /** Changing network interfaces, routes and firewalls. */
    net_admin: child<FeatureState>(featureState),
    /** Listening at ports below 1024. */
    net_bind_service: child<FeatureState>(featureState),
    /** Sending to all hosts, and listening to multicasts. */
    net_broadcast: child<FeatureState>(featureState),
    /** Using raw sockets, as `ping` does. */
    net_raw: child<FeatureState>(featureState),
    /** Becoming another group. */
    setgid: child<FeatureState>(featureState),
    /** Giving capabilities to files. */
    setfcap: child<FeatureState>(featureState),
    /** Passing capabilities on. */
    setpcap: child<FeatureState>(featureState),
    /** Becoming another user. */
    setuid: child<FeatureState>(featureState),
    /** Much of what an administrator does, such as mounting. */
    sys_admin: child<FeatureState>(featureState),
    /** Rebooting, and loading another kernel. */
    sys_boot: child<FeatureState>(featureState),
    /** Changing the root directory. */
    sys_chroot: child<FeatureState>(featureState),
    /** Loading modules into the kernel. */
    sys_module: child<FeatureState>(featureState),
    /** Giving processes priority. */
    sys_nice: child<FeatureState>(featureState),
    /** Keeping accounts of processes. */
    sys_pacct: child<FeatureState>(featureState),
    /** Tracing any process. */
    sys_ptrace: child<FeatureState>(featureState),
    /** Reaching devices past their drivers. */
    sys_rawio: child<FeatureState>(featureState),
    /** Going beyond limits. */
    sys_resource: child<FeatureState>(featureState),
    /** Setting the clock. */
    sys_time: child<FeatureState>(featureState),
    /** Changing terminals, and hanging them up. */
    sys_tty_config: child<FeatureState>(featureState),
    /** Reading the kernel's messages. */
    syslog: child<FeatureState>(featureState),
    /** Waking the host from sleep. */
    wake_alarm: child<FeatureState>(featureState),
  },
  { lead: 'policy', page: 'formatdomain.html#hypervisor-features' },
)
