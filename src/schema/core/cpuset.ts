import { type Codec, printScalar } from './codec.ts'

/**
 * A set of CPUs or NUMA nodes, such as `3`, `'0-3'` or `'0-3,^2,8'`. The character `^` excludes the number that follows
 * it from the ranges before it.
 */
export type CpuSet =
  | number
  | `${number}`
  | `${number}-${number}`
  | `${number},${string}`
  | `${number}-${number},${string}`
  | `^${number},${string}`

// The largest number in a number set. libvirt reads the set into a bitmap of 16384 bits.
const MAX_CPU = 16_383

/**
 * A codec for a set of CPUs or NUMA nodes. The text consists of numbers and ranges, separated by commas. A number after
 * `^` is excluded from the set.
 */
export const cpuset: Codec<CpuSet> = {
  expects: 'numbers and ranges such as "0-3,^2,8"',
  test: candidate =>
    /^(\d+(-\d+)?|\^\d+)(,(\d+(-\d+)?|\^\d+))*$/.test(candidate) &&
    (candidate.match(/\d{5,}/g) ?? []).every(number => Number(number) <= MAX_CPU),
  parse: candidate => (/^\d+$/.test(candidate) ? Number(candidate) : (candidate as CpuSet)),
  print: printScalar,
}
