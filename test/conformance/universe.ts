import { reachOf } from './reach.ts'

/** The values that a RELAX NG schema accepts for an attribute or text, in any context. */
export interface Spelling {
  /** The values that it lists. */
  readonly words: readonly string[]
  /** Its datatypes, such as `<int minInclusive=0>`. */
  readonly datatypes: readonly string[]
  /** Whether the schema accepts a text. */
  test(text: string): boolean
}

/** Everything that libvirt's RELAX NG schema allows in a `<domain>`. */
export interface Universe {
  /** The attributes and texts: `/domain/os/@firmware`, `/domain/name/#text`. */
  readonly spellings: ReadonlyMap<string, Spelling>
  /** The elements: `/domain/os`. */
  readonly elements: ReadonlySet<string>
  /** Elements that contain themselves: they are listed, but not entered again. */
  readonly folded: ReadonlySet<string>
}

/** Everything that the schemas in a folder allow. */
export function universe(folder: string): Universe {
  const { elements, folded, values } = reachOf(folder)
  // `*` is any name: the format allows anything in metadata.
  const isNamed = (path: string): boolean => !path.includes('/*')
  const spellings = [...values].filter(([path]) => isNamed(path))
  return {
    elements: new Set([...elements].filter(isNamed)),
    folded,
    spellings: new Map(spellings.map(([path, found]) => [path, spelling([...found])])),
  }
}

function spelling(values: readonly string[]): Spelling {
  const datatypes = values.filter(value => value.startsWith('<'))
  const words = values.filter(value => !value.startsWith('<'))
  const known = new Set(words)
  const tests = datatypes.map(datatype)
  return {
    words,
    datatypes,
    test: text => known.has(collapse(text)) || tests.some(test => test(text)),
  }
}

const collapse = (text: string): string => text.replace(/[ \t\n\r]+/g, ' ').trim()

const BOUNDS: Readonly<Record<string, readonly [bigint?, bigint?]>> = {
  integer: [],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  unsignedLong: [0n, 2n ** 64n - 1n],
  unsignedInt: [0n, 2n ** 32n - 1n],
  unsignedShort: [0n, 2n ** 16n - 1n],
  positiveInteger: [1n],
}

const FACETS = 'pattern|minInclusive|maxInclusive|maxLength|except'
const DATE = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/

// `<int minInclusive=0 maxInclusive=255>`, `<string pattern=[^/]+ except=.,..>`
function datatype(written: string): (text: string) => boolean {
  const [, type = '', rest = ''] = /^<(\w+) ?(.*)>$/.exec(written)!
  // Only a pattern may contain spaces.
  const facet = (name: string): string | undefined =>
    new RegExp(`(?:^| )${name}=(.*?)(?: (?:${FACETS})=.*)?$`).exec(rest)?.[1]
  const pattern = facet('pattern')
  const shape = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`)
  const except = facet('except')?.split(',') ?? []
  const longest = Number(facet('maxLength') ?? Infinity)
  if (type === 'text') return () => true
  if (type === 'empty') return text => text === ''
  if (type === 'string')
    return text => (shape?.test(text) ?? true) && text.length <= longest && !except.includes(text)
  if (type === 'dateTime') return text => DATE.test(collapse(text))
  if (type === 'NCName') return text => /^[\p{L}_][\p{L}\p{N}\p{M}_.·-]*$/u.test(collapse(text))
  const [low, high] = BOUNDS[type] ?? unknown(type)
  const least = bound(facet('minInclusive')) ?? low
  const most = bound(facet('maxInclusive')) ?? high
  return text => {
    const number = collapse(text)
    if (!/^[+-]?\d+$/.test(number) || shape?.test(number) === false) return false
    const value = BigInt(number.replace('+', ''))
    return (least === undefined || value >= least) && (most === undefined || value <= most)
  }
}

const bound = (facet: string | undefined): bigint | undefined =>
  facet === undefined ? undefined : BigInt(facet)

function unknown(type: string): never {
  throw new Error(`the schema has an unknown datatype: ${type}`)
}
