import { suggestMatching, unsignedLong, type ValueOf, type Words } from '../core/codec.ts'
import { attribute, content, element, type Infer, required } from '../core/element.ts'

const USUAL = 'b bytes KB MB GB TB PB EB KiB MiB GiB TiB PiB EiB k K M G T P E'

/** The unit of a size. */
export const unit = suggestMatching(
  USUAL,
  /[bB](?:[yY][tT][eE][sS]?)?|[kKmMgGtTpPeE](?:[iI]?[bB])?/,
)

/**
 * The units of a size, in any case: powers of 1024 with an `i` (`GiB`) or as one letter (`G`), powers of 1000 with a `B`
 * alone (`GB`).
 */
export type Unit = ValueOf<typeof unit>

/** A size as text, the unit behind the number: `'512MiB'`. */
export type SizeText = `${number}${Words<typeof USUAL>}` | `${number} ${Words<typeof USUAL>}`

/** What a size given as a number or as text stands for, where the element keeps the number in `key`. */
export const sizeIn =
  (key: string) =>
  (shorthand: number | SizeText): Record<string, unknown> | undefined => {
    if (typeof shorthand === 'number') return { [key]: shorthand }
    if (typeof shorthand !== 'string') return undefined
    const parts = /^(\d+)\s*([A-Za-z]+)$/.exec(shorthand)
    return parts ? { [key]: parts[1], unit: parts[2] } : { [key]: shorthand }
  }

/** The fields of an amount of memory. */
export const memoryFields = {
  /** The unit of the number; KiB where it is left out. Other units than KiB since libvirt 0.9.11. */
  unit: attribute(unit, { default: 'KiB', since: '0.9.11' }),
  /** The number. */
  value: required(content(unsignedLong)),
}

/** A size: a number of a unit. */
export interface Size extends Infer<typeof memorySize> {}

/** `<size>`, `<current>` …: an amount of memory, in KiB where nothing else is said. */
export const memorySize = element('size', memoryFields, {
  expand: sizeIn('value'),
  page: 'formatdomain.html#memory-allocation',
})

/** A size that counts bytes where it names no unit. */
export interface ByteSize extends Infer<typeof byteSize> {}

/** `<max_size>`, `<rom>` …: an amount of data, in bytes where nothing else is said. */
export const byteSize = element(
  'size',
  {
    /** The unit of the number; bytes where it is left out. */
    unit: attribute(unit, { default: 'bytes' }),
    /** The number. */
    value: required(content(unsignedLong)),
  },
  { expand: sizeIn('value'), page: 'formatdomain.html' },
)
