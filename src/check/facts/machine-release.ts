/** The newest QEMU release that vmc knows. */
export const QEMU_RELEASE = '11.1'

/** A machine whose name contains the QEMU release that introduced it, such as `pc-q35-9.2`. */
export interface VersionedMachine {
  readonly release: string
  /** The alias of the newest machine of the family, such as `q35`. */
  readonly alias: string
}

/** Parses the name of a machine. Machines of distributions, such as `pc-q35-rhel9.4.0`, have releases of their own. */
export function versionedMachine(name: string): VersionedMachine | undefined {
  const [, family, release] = VERSIONED.exec(name) ?? []
  if (family === undefined || release === undefined) return undefined
  return { release, alias: ALIASES.get(family) ?? family }
}

const VERSIONED = /^(pc-q35|pc-i440fx|virt|pseries|s390-ccw-virtio)-(\d+\.\d+(?:\.\d+)?)(?![.\w])/

const ALIASES = new Map([
  ['pc-q35', 'q35'],
  ['pc-i440fx', 'pc'],
])
