/** The releases of libvirt and QEMU for which domains are checked. */
export interface Target {
  readonly libvirt?: string
  readonly qemu?: string
}

/** A host that the configuration declares. */
export interface Host {
  /** The memory of the host, in bytes. */
  readonly memory?: bigint
  /** The number of huge pages for each page size. The keys are the page sizes in bytes. */
  readonly hugepages?: ReadonlyMap<bigint, number>
  /** The number of CPUs, which are numbered from 0. */
  readonly cpus?: number
}

/** The information that a rule receives in addition to the domains. */
export interface RuleContext {
  /** The libvirt and QEMU releases on which the domains will run, if these releases are known. */
  readonly target: Target
  /** The hosts that the configuration declares, by name. */
  readonly hosts: Readonly<Record<string, Host>>
}
