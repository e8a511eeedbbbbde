/**
 * A reason why libvirt refuses a domain on some hosts and accepts it on others, and a pattern that matches libvirt's error
 * messages for this reason.
 */
interface HostReason {
  readonly reason: string
  readonly pattern: RegExp
}

/** The errors of libvirt that depend on the host. vmc cannot predict them from the XML document. */
const HOST_REASONS: readonly HostReason[] = [
  {
    reason: 'what this QEMU was built with',
    pattern:
      // Some messages of libvirt blame the QEMU of the host, but appear with every version of QEMU. The pattern does not match
      // these messages.
      /\b[Tt]his (version of )?(QEMU|qemu)\b(?! binary or machine| binary lacks| only| doesn't support target)|QEMU executable \S+ does not support|QEMU binary does not support|does not support .* QEMU binary/,
  },
  {
    reason: 'which releases of the machine types this QEMU has',
    pattern: /does not support machine type '[^']*\d\.\d[^']*'/,
  },
  {
    reason: 'what this QEMU says that its machines support',
    pattern: /machine type '[^']*' does not support ACPI/,
  },
  {
    reason: 'which device modules of this QEMU are installed',
    pattern: /domain configuration does not support video model '(virtio|qxl)'/,
  },
  {
    reason: 'which emulators are installed, and how libvirt is configured and built',
    pattern:
      /[Nn]o emulator found|unable to find any emulator|unsupported emulator|TLS is disabled in qemu.conf|is not available on this host|hugetlbfs filesystem is not mounted|in element 'backend': 'passt'|Unable to create tap device/,
  },
  {
    reason: 'which helpers and firmware are installed',
    pattern:
      // If <loader> has no readonly attribute, libvirt knows the format of the firmware only if the firmware file is
      // installed.
      /mishandled storage format 'none'|swtpm|TPM version '[^']*' is not supported|virtiofsd|dbus-daemon|no (suitable|matching) firmware|Unable to find .*firmware/,
  },
  {
    reason: 'which files exist',
    pattern:
      /No such file or directory|[Uu]nable to (open|stat|find)|cannot (open|stat|access) |Failed to (connect|open|find)|could not be found|device file '[^']*' cannot be found/,
  },
  {
    reason: 'which networks, pools, volumes, secrets and filters are defined',
    pattern:
      /no (network|storage pool|storage vol|secret|nwfilter) with matching|[Nn]etwork .*not found|[Ss]torage pool not found|connection driver/,
  },
  {
    reason: 'which CPUs, NUMA nodes and devices the host has',
    pattern:
      /Advice from numad|invalid PCI passthrough type|NUMA node \d+ is unavailable|[Hh]ost CPU|CPU mode 'host-model' for|file descriptor group|host doesn.t support|not supported on this host|not supported by the host|disabled in this host|[Dd]evice .* not found|no such device|Host SMBIOS information is not available/,
  },
]

/**
 * Returns the property of the host on which an error of libvirt depends. Returns `undefined` if the error depends only on the
 * XML document.
 */
export const hostReason = (message: string): string | undefined =>
  HOST_REASONS.find(({ pattern }) => pattern.test(message))?.reason

/** Whether libvirt's error message says that the host has no QEMU for the architecture of the domain. */
export const isEmulatorMissing = (words: string): boolean =>
  /[Nn]o emulator found|unable to find any emulator/.test(words)

/** Whether libvirt's error message says that the host has no firmware that fits the domain. */
export const isFirmwareMissing = (words: string): boolean =>
  /no (suitable|matching) firmware|Unable to find .*firmware/.test(words)

/** Whether libvirt's error message is about the firmware, or about what only some firmware supports. */
export const isAboutFirmware = (words: string): boolean =>
  /firmware|\b(UEFI|EFI|NVRAM|loader|SMM|secure boot)\b/i.test(words)

/**
 * Patterns for errors that occur only because of the way in which vmc checks domains with libvirt. `withoutKvm` matches errors
 * of a `kvm` domain that is checked as a `qemu` domain.
 */
const ASKING = {
  // Errors that come from the way in which vmc asks libvirt for a QEMU command line, and not from the domain. For the command
  // line, libvirt replaces a NIC that is a host device with a plain NIC without a model, does not open vDPA devices, and does
  // not find USB devices by their IDs.
  always:
    /in session mode|argument key '(driver|path)' must not have null value|USB host device is missing bus\/device information/,
  withoutKvm: /\bKVM\b|CPU mode '\S+' for|virtType=qemu/,
}

/**
 * Whether the check itself causes an error of libvirt, and not the domain: because libvirt runs in session mode, or because the
 * host has no KVM.
 */
export const isOfThisQuestion = (words: string, hasKvm: boolean): boolean =>
  ASKING.always.test(words) || (!hasKvm && ASKING.withoutKvm.test(words))
