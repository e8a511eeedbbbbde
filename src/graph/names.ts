import { printableLine } from '../diagnostics/printable.ts'

/** Returns the name with `#` in place of each number: `web#`. Names for which the result is equal differ only in numbers. */
export const stemOf = (name: string): string => name.replace(/\d+/g, '#')

/**
 * A short text for a list of names. If there are more than two names, it contains the first name, the last name and the number
 * of names.
 *
 * @example
 * nameList(['web0', 'web1', 'web2'])   // 'web0 … web2 (3)'
 */
export function nameList(names: readonly string[]): string {
  const sorted = [...names].sort(compareNames).map(printableLine)
  return sorted.length <= 2
    ? sorted.join(', ')
    : `${sorted[0]} … ${sorted.at(-1)} (${sorted.length})`
}

/** Compares names so that `web2` comes before `web10`. The result does not depend on the locale of the machine. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (part === other) continue
    const order = /^\d/.test(part) && /^\d/.test(other) ? compareNumbers(part, other) : 0
    return order !== 0 ? order : part < other ? -1 : 1
  }
  return left.length - right.length
}

const partsOf = (name: string): readonly string[] => name.match(/\d+|\D+/g) ?? []

function compareNumbers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
