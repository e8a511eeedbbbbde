import type { Size, Unit } from '../schema/domain/size.ts'
import { InvalidValue, type Problem } from '../tree/node.ts'
import { capture } from '../tree/origin.ts'

// The size functions return plain objects, because every field for a size accepts a plain object.

/**
 * A size in KiB (1,024 bytes), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(KiB(524800))   // <memory unit="KiB">524800</memory>
 */
export const KiB = (value: number): Size => size(value, 'KiB', KiB)

/**
 * A size in MiB (1,024 KiB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(MiB(512))   // <memory unit="MiB">512</memory>
 */
export const MiB = (value: number): Size => size(value, 'MiB', MiB)

/**
 * A size in GiB (1,024 MiB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(GiB(2))   // <memory unit="GiB">2</memory>
 */
export const GiB = (value: number): Size => size(value, 'GiB', GiB)

/**
 * A size in TiB (1,024 GiB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(TiB(1))   // <memory unit="TiB">1</memory>
 */
export const TiB = (value: number): Size => size(value, 'TiB', TiB)

/**
 * A size in KB (1,000 bytes), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(KB(524288))   // <memory unit="KB">524288</memory>
 */
export const KB = (value: number): Size => size(value, 'KB', KB)

/**
 * A size in MB (1,000 KB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(MB(512))   // <memory unit="MB">512</memory>
 */
export const MB = (value: number): Size => size(value, 'MB', MB)

/**
 * A size in GB (1,000 MB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(GB(2))   // <memory unit="GB">2</memory>
 */
export const GB = (value: number): Size => size(value, 'GB', GB)

// Makes a size. A wrong number is stored as an invalid value, so that vmc reports the number with
// its unit.
function size(value: number, unit: Unit & string, call: (value: number) => Size): Size {
  const problem = problemOf(value, unit)
  if (!problem) return { value, unit }
  const invalid = new InvalidValue(value, capture(call), problem)
  return Object.assign(invalid, { unit }) as unknown as Size
}

function problemOf(value: unknown, unit: string): Problem | undefined {
  if (value === undefined || value === null)
    return {
      kind: 'missing',
      message: `the argument of ${unit}() has no value`,
      help: `pass a number, as in ${unit}(2); check that the property or environment variable exists`,
    }
  // A text is not reported here, because the schema check reports a text that is not a number.
  if (typeof value === 'string' || (Number.isInteger(value) && (value as number) >= 0))
    return undefined
  return {
    kind: 'value',
    message: `${unit}(${typeof value === 'object' ? '…' : String(value)}) is not a size`,
    help: smaller(value, unit) ?? `pass a whole number, 0 or more, such as ${unit}(2)`,
  }
}

/**
 * Returns the advice to write a fraction in the next smaller unit, such as `MiB(512)` for `GiB(0.5)`. Returns `undefined` if
 * this does not give a whole number.
 */
function smaller(value: unknown, unit: string): string | undefined {
  const [, letter = '', rest = ''] = /^(.)(.*)$/.exec(unit) ?? []
  const below = 'KMGT'['KMGT'.indexOf(letter) - 1]
  if (typeof value !== 'number' || !(value > 0) || below === undefined) return undefined
  const number = value * (rest === 'B' ? 1000 : 1024)
  return Number.isInteger(number) ? `write ${below}${rest}(${number})` : undefined
}
