/** A refusal that depends on the host, by the part of libvirt's message that says so. */
interface HostReason {
  readonly reason: string
  readonly pattern: RegExp
}

/** What only a host decides: such refusals count neither as caught nor as missed. */
const HOST_REASONS: readonly HostReason[] = [
  {
    reason: 'what this QEMU was built with',
    pattern:
      /(is|are) not supported (by|with|in) this QEMU binary|not supported by this QEMU|QEMU binary does not support|does not support .* QEMU binary/,
  },
  {
    reason: 'which emulators are installed, and how libvirt is configured and built',
    pattern:
      /[Nn]o emulator found|unsupported emulator|TLS is disabled in qemu.conf|is not available on this host|hugetlbfs filesystem is not mounted|in element 'backend': 'passt'|Unable to create tap device/,
  },
  {
    reason: 'which files exist',
    pattern:
      /No such file or directory|[Uu]nable to (open|stat|find)|cannot (open|stat|access) |Failed to (connect|open|find)|could not be found/,
  },
  {
    reason: 'which helpers and firmware are installed',
    pattern:
      /swtpm|virtiofsd|dbus-daemon|no (suitable|matching) firmware|Unable to find .*firmware/,
  },
  {
    reason: 'which networks, pools, volumes, secrets and filters are defined',
    pattern:
      /no (network|storage pool|storage vol|secret|nwfilter) with matching|[Nn]etwork .*not found|[Ss]torage pool not found|connection driver/,
  },
  {
    reason: 'which CPUs, NUMA nodes and devices the host has',
    pattern:
      /Advice from numad|invalid PCI passthrough type|NUMA node \d+ is unavailable|[Hh]ost CPU|file descriptor group|host doesn.t support|not supported on this host|not supported by the host|disabled in this host|[Dd]evice .* not found|no such device/,
  },
]

/** Why only the host decides this refusal; `undefined` if the document alone does. */
export const hostReason = (message: string): string | undefined =>
  HOST_REASONS.find(({ pattern }) => pattern.test(message))?.reason
