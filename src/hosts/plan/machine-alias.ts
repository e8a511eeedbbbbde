import { lookup } from '../../schema/core/lookup.ts'

/**
 * Whether two machine types are the same, although one is an alias and the other contains a version. QEMU replaces the alias
 * `q35` with its newest version, such as `pc-q35-9.2`.
 */
export function isSameMachine(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  const name = lookup(ALIASES, short) ?? short
  return long.startsWith(`${name}-`) && /^[\d.]+$/.test(long.slice(name.length + 1))
}

const ALIASES: Readonly<Record<string, string>> = { pc: 'pc-i440fx', q35: 'pc-q35' }

/** The machine type without its version. For `q35` and `pc-q35-9.2`, the result is `pc-q35`. */
export const machineFamily = (machine: string): string =>
  lookup(ALIASES, machine) ?? machine.replace(/-[\d.]+$/, '')
