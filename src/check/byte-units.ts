const EXPONENTS = 'bkmgtpe'
const factors = new Map<string, bigint>()

/** The number of bytes in each unit of size. The keys are in lower case: `b`, `kib`, `mb`. */
// The factors are cached, because computing powers of big integers is slow.
export function bytesPer(unit: string): bigint {
  const known = factors.get(unit)
  if (known !== undefined) return known
  const power = unit === 'bytes' || unit === 'byte' ? 0 : EXPONENTS.indexOf(unit[0]!)
  const factor = (/^.b$/.test(unit) ? 1000n : 1024n) ** BigInt(power)
  factors.set(unit, factor)
  return factor
}
