/** Releases of libvirt and QEMU. */
export interface Target {
  readonly libvirt?: string
  readonly qemu?: string
}

/** What a host has, as far as the configuration declares it. */
export interface Host {
  /** Its memory, in bytes. */
  readonly memory?: bigint
  /** Its huge pages: how many, by the size of a page in bytes. */
  readonly hugepages?: ReadonlyMap<bigint, number>
  /** Its number of CPUs; they count from 0. */
  readonly cpus?: number
}

/** What rules know besides the domains. */
export interface RuleContext {
  /** The releases that the domains will run on, as far as they are known. */
  readonly target: Target
  /** The hosts that the configuration declares, by name. */
  readonly hosts: Readonly<Record<string, Host>>
}
