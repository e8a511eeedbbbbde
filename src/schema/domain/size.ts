import { type ItemsOf, oneOfOrMatching, unsignedLong, type ValueOf } from '../core/codec.ts'
import { attribute, content, element, type Infer, required } from '../core/element.ts'

const COMMON_UNITS = 'b bytes KB MB GB TB PB EB KiB MiB GiB TiB PiB EiB k K M G T P E'

/** A codec for the unit of a size, such as `MiB`. */
export const unit = oneOfOrMatching(
  COMMON_UNITS,
  /[bB](?:[yY][tT][eE][sS]?)?|[kKmMgGtTpPeE](?:[iI]?[bB])?/,
)

/**
 * The unit of a size, in upper or lower case. Units with an `i` (`GiB`) and units of one letter (`G`) are powers of 1024.
 * Units with only a `B` (`GB`) are powers of 1000.
 */
export type Unit = ValueOf<typeof unit>

/** A size as text: a number followed by a unit, such as `'512MiB'`. */
export type SizeText =
  | `${number}${ItemsOf<typeof COMMON_UNITS>}`
  | `${number} ${ItemsOf<typeof COMMON_UNITS>}`

/**
 * Returns a function that converts a size, given as a number or a text, to the fields of an element. The number is
 * stored in the field whose key is `key`.
 */
export const sizeIn =
  (key: string) =>
  (shorthand: number | SizeText): Record<string, unknown> | undefined => {
    if (typeof shorthand === 'number') return { [key]: shorthand }
    if (typeof shorthand !== 'string') return undefined
    const parts = /^(\d+)\s*([A-Za-z]+)$/.exec(shorthand)
    return parts ? { [key]: parts[1], unit: parts[2] } : { [key]: shorthand }
  }

/** The attribute and the text of an element that contains an amount of memory. */
export const memoryFields = {
  /** The unit of the amount of memory. Default: KiB. libvirt accepts other units since 0.9.11. */
  unit: attribute(unit, { default: 'KiB', since: '0.9.11' }),
  /** The number of units in the amount of memory. The attribute `unit` sets the unit. */
  value: required(content(unsignedLong)),
}

/** An amount of memory, with an optional unit. */
export interface Size extends Infer<typeof memorySize> {}

/** An element such as `<size>` or `<current>`: an amount of memory. Without `unit`, it is in KiB. */
export const memorySize = element('size', memoryFields, {
  expand: sizeIn('value'),
  page: 'formatdomain.html#memory-allocation',
})

/** An amount of data with an optional unit. Without a unit, it is in bytes. */
export interface ByteSize extends Infer<typeof byteSize> {}

/** An element such as `<max_size>`: an amount of data. Without `unit`, it is in bytes. */
export const byteSize = element(
  'size',
  {
    /** The unit of the amount of data. Default: bytes. */
    unit: attribute(unit, { default: 'bytes' }),
    /** The number of units in the amount of data. The attribute `unit` sets the unit. */
    value: required(content(unsignedLong)),
  },
  { expand: sizeIn('value'), page: 'formatdomain.html' },
)
