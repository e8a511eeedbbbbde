// The limit for the numbers in a set keeps the set small. No machine has more CPUs.
const MAX_NUMBER = 65_536

/**
 * The numbers in a set such as `0-3,^1,8`, which is libvirt's notation for CPUs and NUMA nodes. `undefined` for any other text.
 *
 * @example
 * [...numberSet('0-3,^1,8')!]   // [0, 2, 3, 8]
 */
export function numberSet(text: string | undefined): ReadonlySet<number> | undefined {
  if (text === undefined) return undefined
  const numbers = new Set<number>()
  for (const part of text.split(',')) {
    const range = /^\s*(\^?)(\d+)(?:-(\d+))?\s*$/.exec(part)
    if (!range) return undefined
    const [first, last] = [Number(range[2]), Number(range[3] ?? range[2])]
    if (last > MAX_NUMBER) return undefined
    for (let one = first; one <= last; one++) range[1] ? numbers.delete(one) : numbers.add(one)
  }
  return numbers
}
