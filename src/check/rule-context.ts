/** Releases of libvirt and QEMU. */
export interface Target {
  readonly libvirt?: string
  readonly qemu?: string
}

/** A host, as the configuration declares it. */
export interface Host {
  /** The memory of the host, in bytes. */
  readonly memory?: bigint
  /** The number of huge pages, by the size of a page in bytes. */
  readonly hugepages?: ReadonlyMap<bigint, number>
  /** The number of CPUs, which are numbered from 0. */
  readonly cpus?: number
}

/** The information that rules have besides the domains. */
export interface RuleContext {
  /** The known releases that the domains will run on. */
  readonly target: Target
  /** The hosts that the configuration declares, by name. */
  readonly hosts: Readonly<Record<string, Host>>
}
