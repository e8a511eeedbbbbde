import { oneOf, unsigned, type ValueOf } from './codec.ts'
import { attribute, content, element, type Infer, required } from './element.ts'

const unit = oneOf('b bytes KB MB GB TB PB EB KiB MiB GiB TiB PiB EiB k K M G T P E')

/** The units of a size: powers of 1024 with an `i` (`GiB`), powers of 1000 without one (`GB`). */
export type Unit = ValueOf<typeof unit>

/** A size as text, the unit behind the number: `'512MiB'`. */
export type SizeText = `${number}${Unit}` | `${number} ${Unit}`

function fromText(shorthand: number | SizeText): Record<string, unknown> | undefined {
  if (typeof shorthand === 'number') return { value: shorthand }
  if (typeof shorthand !== 'string') return undefined
  const parts = /^(\d+)\s*([A-Za-z]+)$/.exec(shorthand)
  return parts ? { value: parts[1], unit: parts[2] } : { value: shorthand }
}

/** A size: a number of a unit. */
export interface Size extends Infer<typeof memorySize> {}

/** `<memory>`: an amount of memory. */
export const memorySize = element(
  'memory',
  {
    /** The unit of the number; KiB where it is left out. Other units than KiB since libvirt 0.9.11. */
    unit: attribute(unit, { default: 'KiB', since: '0.9.11' }),
    /** The number. */
    value: required(content(unsigned)),
  },
  { expand: fromText, page: 'formatdomain.html#memory-allocation' },
)
