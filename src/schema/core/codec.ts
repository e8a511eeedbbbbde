import { lookup } from './lookup.ts'

/**
 * A codec says how one attribute or text is spelled. It carries its facts, so that the same value checks, explains and
 * completes. It is lossless: what `parse` cannot give back to the letter through `print` stays the text it was.
 */
export interface Codec<T = unknown> {
  /** What a right spelling is, as the end of the sentence "expected …". */
  readonly expects: string
  /** The closed list of spellings, where there is one. */
  readonly values?: readonly string[]
  /** Is this text, as it stands in the XML, a right spelling? */
  test(text: string): boolean
  /** The value people write for a right spelling. */
  parse(text: string): T
  /** The spelling of a value; `undefined` for a value of a type this codec has no spelling for. */
  print(value: unknown): string | undefined
  /** White space around it, and runs of it within, say nothing: `<type> hvm </type>` is `hvm`. */
  readonly collapses?: true
  /** The libvirt release that first knew a value, for those that came later than the rest. */
  readonly since?: Readonly<Record<string, string>>
  /** The libvirt release that first accepted the values that match a pattern, where the values are not a closed list. */
  readonly patternSince?: { readonly pattern: RegExp; readonly release: string }
  /** The spelling in one variant of the element, where the variants differ. */
  in?(variant: string): Codec<T>
}

/** Text without the white space that says nothing. */
export const collapse = (text: string): string =>
  /[ \t\n\r]/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').trim() : text

/** The TypeScript type of the values of a codec. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never

const printText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

const printScalar = (value: unknown): string | undefined =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
    ? String(value)
    : undefined

/** A codec for text that a pattern describes. */
export function matching(pattern: RegExp, expects: string): Codec<string> {
  const whole = new RegExp(
    `^(?:${pattern.source})$`,
    pattern.flags.includes('u') ? pattern.flags : `${pattern.flags}u`,
  )
  return {
    expects,
    test: candidate => whole.test(candidate),
    parse: candidate => candidate,
    print: printText,
  }
}

/** Any text. */
export const text: Codec<string> = {
  expects: 'text',
  test: () => true,
  parse: candidate => candidate,
  print: printText,
}

/** Text of at least one character, on one line. */
export const line = matching(/[^\n]+/, 'one line of text')

/** An absolute path on the host. */
export const absolutePath = matching(
  /(?:\/|[a-zA-Z]:\\).+/,
  'an absolute path, as "/var/lib/libvirt/images/fv0.qcow2"',
)

/** The words of a list that is written as text, `'ide scsi virtio'`. */
export type Words<T extends string, Found = never> = T extends `${infer Word} ${infer Rest}`
  ? Words<Rest, Found | Word>
  : Found | T

/** One of a closed list of words, given as text: `oneOf('ide scsi virtio')`; a long list takes several lines of it. */
export function oneOf<const T extends readonly string[]>(...lists: T): Codec<Words<T[number]>> {
  const values = lists.flatMap(words => words.split(' '))
  const known = new Set<string>(values)
  return {
    expects: values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`,
    values,
    collapses: true,
    test: candidate => known.has(candidate) || known.has(collapse(candidate)),
    parse: candidate => candidate as Words<T[number]>,
    print: printText,
  }
}

/** A codec of which some values came later than the rest: `newer(oneOf('nbd ssh'), { ssh: '9.8.0' })`. */
export function newer<T>(codec: Codec<T>, since: Readonly<Record<string, string>>): Codec<T> {
  return { ...codec, since }
}

/** A codec that accepts the values that match `pattern` since a later release than the rest. */
export function newerMatching<T>(codec: Codec<T>, pattern: RegExp, release: string): Codec<T> {
  return { ...codec, patternSince: { pattern, release } }
}

/** The libvirt release that first accepted a value, if it came later than the attribute. */
export function sinceOf({ since, patternSince }: Codec, spelled: string): string | undefined {
  const listed = since && lookup(since, spelled)
  return listed ?? (patternSince?.pattern.test(spelled) ? patternSince.release : undefined)
}

/** A word of a list that hypervisors extend: the known ones complete in the editor, any other is accepted. */
export function suggest<const T extends readonly string[]>(
  ...lists: T
): Codec<Words<T[number]> | (string & {})> {
  const values = lists.flatMap(words => words.split(' '))
  return {
    expects: `a word such as ${values.join(', ')}`,
    test: candidate => /^[^\n]+$/.test(candidate),
    parse: candidate => candidate,
    print: printText,
  }
}

/** A word of a list that a pattern extends: the known ones complete in the editor. */
export function suggestMatching<const T extends string>(
  words: T,
  pattern: RegExp,
): Codec<Words<T> | (string & {})> {
  return { ...matching(pattern, `a word such as ${words.split(' ').join(', ')}`) }
}

function boolean(yes: string, no: string): Codec<boolean> {
  return {
    expects: `"${yes}" or "${no}" (true or false)`,
    values: [yes, no],
    collapses: true,
    test: candidate =>
      candidate === yes || candidate === no || [yes, no].includes(collapse(candidate)),
    parse: candidate => candidate === yes,
    print: value => (typeof value === 'boolean' ? (value ? yes : no) : printText(value)),
  }
}

/** `yes` or `no`, a boolean to people. */
export const yesNo = boolean('yes', 'no')

/** `on` or `off`, a boolean to people. */
export const onOff = boolean('on', 'off')

function always<T extends boolean>(word: string, value: T): Codec<T> {
  return {
    expects: `"${word}" (${value})`,
    values: [word],
    collapses: true,
    test: candidate => candidate === word || collapse(candidate) === word,
    parse: () => value,
    print: given => (given === value ? word : printText(given)),
  }
}

/** `yes` and nothing else: `true`. */
export const yes = always('yes', true)

/** `no` and nothing else: `false`. */
export const no = always('no', false)

/** A number, or text that keeps a spelling of its own, as `'0x1f'`. */
export type NumberLike = number | `${number}`

/** A whole number from `min` to `max`, both included, signed where `min` is. Bounds beyond 2^53 are given as `bigint`. */
export function integer(
  min: number | bigint,
  max: number | bigint,
  expects = `a whole number from ${min} to ${max}`,
): Codec<NumberLike> {
  const shape = min < 0 ? /^[+-]?\d{1,40}$/ : /^\d{1,40}$/
  const [least, most] = [Number(min), Number(max)]
  return {
    expects,
    collapses: true,
    test: candidate => {
      const number = collapse(candidate)
      if (!shape.test(number)) return false
      // A number of so few digits is exact.
      if (number.length < 16) return Number(number) >= least && Number(number) <= most
      return BigInt(number) >= min && BigInt(number) <= max
    },
    parse: candidate => Number(candidate),
    print: printScalar,
  }
}

/** A whole number of 32 bits that is not negative. */
export const unsigned = integer(0, 2 ** 32 - 1, 'a whole number, 0 or more')

/** A whole number of 64 bits that is not negative. */
export const unsignedLong = integer(0, 2n ** 64n - 1n, 'a whole number, 0 or more')

/** A whole number from 1 up. */
export const positive = integer(1, 10n ** 39n, 'a whole number, 1 or more')

/** Whatever one of several codecs takes; the first that does decides how it is read. */
export function anyOf<const C extends readonly Codec[]>(...codecs: C): Codec<ValueOf<C[number]>> {
  const values = [...new Set(codecs.flatMap(codec => codec.values ?? []))]
  return {
    expects: [...new Set(codecs.map(codec => codec.expects))].join(', or '),
    // A closed list only if every one of them is.
    ...(codecs.every(codec => codec.values) && { values }),
    test: candidate => codecs.some(codec => codec.test(candidate)),
    parse: candidate =>
      (codecs.find(codec => codec.test(candidate))?.parse(candidate) ?? candidate) as ValueOf<
        C[number]
      >,
    print: value => codecs.map(codec => codec.print(value)).find(spelled => spelled !== undefined),
  }
}

/**
 * A codec that differs by the element's variant: `inVariant({ usb: oneOf('ehci …'), scsi: oneOf('auto …') })`. As with
 * `in`, `network` is also all of `network/rbd`, `network/nbd` … that are not named themselves.
 */
export function inVariant<const C extends Readonly<Record<string, Codec>>>(
  codecs: C,
): Codec<ValueOf<C[keyof C]>> {
  const any = anyOf(...Object.values(codecs)) as Codec<ValueOf<C[keyof C]>>
  // A value is spelled the same way in all variants, the way of the first that can; what each accepts differs.
  const own = Object.fromEntries(
    Object.entries(codecs).map(([variant, codec]) => [variant, { ...codec, print: any.print }]),
  ) as Readonly<Record<string, Codec<ValueOf<C[keyof C]>>>>
  const at = (variant: string): Codec<ValueOf<C[keyof C]>> => {
    const exact = lookup(own, variant)
    if (exact) return exact
    const above = variant.lastIndexOf('/')
    return above < 0 ? any : at(variant.slice(0, above))
  }
  return { ...any, in: at }
}

/** A number in decimal, in hexadecimal after `0x` or in octal after `0`; each keeps the spelling it was written in. */
export function numeral(max: number, digits: number): Codec<NumberLike> {
  return {
    expects: `a number from 0 to ${max}: decimal, hexadecimal after 0x, or octal after 0`,
    test: candidate =>
      /^(0x[0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(candidate) &&
      Number(candidate.replace(/^0(?=[0-7])/, '0o')) <= max,
    parse: candidate => Number(candidate),
    print: value =>
      typeof value === 'number' && digits > 0 && Number.isInteger(value) && value >= 0
        ? `0x${value.toString(16).padStart(digits, '0')}`
        : printScalar(value),
  }
}

/** A set of CPUs or NUMA nodes: `3`, `'0-3'`, `'0-3,^2,8'`; `^` leaves one out of a range before it. */
export type CpuSet =
  | number
  | `${number}`
  | `${number}-${number}`
  | `${number},${string}`
  | `${number}-${number},${string}`
  | `^${number},${string}`

/** A set of CPUs or NUMA nodes: numbers, ranges and, after `^`, exceptions. */
export const cpuset: Codec<CpuSet> = {
  expects: 'numbers and ranges, as "0-3,^2,8"',
  test: candidate => /^(\d+(-\d+)?|\^\d+)(,(\d+(-\d+)?|\^\d+))*$/.test(candidate),
  parse: candidate => (/^\d+$/.test(candidate) ? Number(candidate) : (candidate as CpuSet)),
  print: printScalar,
}

/** A TCP or UDP port. */
export const port = integer(0, 65535, 'a port from 0 to 65535')

// A number that libvirt reads in decimal and in hexadecimal; one that people give is written in decimal.
function countable(max: number, shape: RegExp): Codec<NumberLike> {
  const decimal = integer(0, max)
  return {
    expects: `a whole number from 0 to ${max}, decimal or hexadecimal after 0x`,
    test: candidate => shape.test(candidate) || decimal.test(candidate),
    parse: candidate => Number(candidate),
    print: printScalar,
  }
}

/** A number of 8 bits, in decimal, or in hexadecimal after `0x`. */
export const uint8 = countable(255, /^0x[0-9a-fA-F]{1,2}$/)

/** A number of 24 bits, in decimal, or in hexadecimal after `0x`. */
export const uint24 = countable(2 ** 24 - 1, /^0x[0-9a-fA-F]{1,6}$/)

/** A number of 32 bits, in decimal or in hexadecimal. */
export const uint32 = countable(2 ** 32 - 1, /^(0x)?[0-9a-fA-F]{1,8}$/)

const byte = '(?:25[0-5]|2[0-4]\\d|1\\d{2}|[1-9]\\d|\\d)'
const ipv4 = `(?:${byte}\\.){3}${byte}`
const group = '[0-9A-Fa-f]{1,4}'
const ipv6 = [
  `(?:${group}:){7}${group}`,
  `(?:${group}:){6}:${group}`,
  `(?:${group}:){5}:(?:${group}:)?${group}`,
  `(?:${group}:){4}:(?:${group}:){0,2}${group}`,
  `(?:${group}:){3}:(?:${group}:){0,3}${group}`,
  `(?:${group}:){2}:(?:${group}:){0,4}${group}`,
  `${group}::(?:${group}:){0,5}${group}`,
  `::(?:${group}:){0,6}${group}`,
  `(?:${group}:){1,7}:`,
  '::',
  `(?:${group}:){6}${ipv4}`,
  `(?:${group}:){0,5}:${ipv4}`,
  `::(?:${group}:){0,5}${ipv4}`,
].join('|')

/** An IPv4 address. */
export const ipv4Address = matching(new RegExp(ipv4), 'an IPv4 address, as "192.168.0.1"')

/** An IP address. */
export const ipAddress = matching(
  new RegExp(`${ipv4}|${ipv6}`),
  'an IP address, as "192.168.0.1" or "2001:db8::1"',
)

/** An IP address, or the name of a host. */
export const hostAddress = matching(
  new RegExp(`[a-zA-Z0-9.\\-]+|${ipv6}`),
  'an IP address or the name of a host',
)

/** A UUID, with or without dashes. */
export const uuid = matching(
  /[a-fA-F0-9]{32}|[a-fA-F0-9]{8}-(?:[a-fA-F0-9]{4}-){3}[a-fA-F0-9]{12}/,
  'a UUID, as "4dea22b3-1d52-d8f3-2516-782e98ab3fa0"',
)

/** The way a UUID is usually spelled, whichever way it is: in small letters and with dashes. */
export function canonicalUuid(text: string): string {
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/.test(text)) return text
  const hex = text.replace(/[\s-]/g, '').toLowerCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The address of one network card: six bytes in hexadecimal, the lowest bit of the first clear (no multicast address). */
export const macAddress = matching(
  /[a-fA-F0-9][02468aAcCeE](?::[a-fA-F0-9]{2}){5}/,
  'a MAC address of a single card, as "52:54:00:12:34:56"',
)

/** A number that is written in hexadecimal, or text that keeps a spelling of its own. */
export type HexLike = number | string

/**
 * A number from 0 to `max`, in hexadecimal of up to `digits` digits, with `0x` in front or, where `bare`, without it, and
 * unless told otherwise in decimal. A number is written as libvirt does, `0x` and padded to `pad` digits.
 */
export function hexadecimal(
  max: number,
  digits: number,
  {
    pad = digits,
    bare = true,
    decimal = true,
  }: { readonly pad?: number; readonly bare?: boolean; readonly decimal?: boolean } = {},
): Codec<HexLike> {
  const hex = new RegExp(`^${bare ? '(0x)?' : '0x'}[0-9a-fA-F]{1,${digits}}$`)
  const plain = integer(0, max)
  return {
    expects: decimal
      ? `a number from 0 to ${max}, decimal or hexadecimal after 0x`
      : `a hexadecimal number from 0x0 to 0x${max.toString(16)}`,
    test: candidate =>
      (hex.test(candidate) && Number.parseInt(candidate, 16) <= max) ||
      (decimal && plain.test(candidate)),
    parse: candidate => (candidate.startsWith('0x') ? Number(candidate) : candidate),
    print: value =>
      typeof value === 'number' && Number.isInteger(value) && value >= 0
        ? `0x${value.toString(16).padStart(pad, '0')}`
        : printScalar(value),
  }
}

/** A whole number of up to `most` digits. */
export function digits(most: number): Codec<NumberLike> {
  const shape = new RegExp(`^\\d{1,${most}}$`)
  return {
    expects: `a whole number from 0 to ${10 ** most - 1}`,
    parse: candidate => Number(candidate),
    print: printScalar,
    test: candidate => shape.test(candidate),
  }
}

/** One of a few whole numbers. */
export function numberOf<const T extends readonly number[]>(
  ...numbers: T
): Codec<T[number] | `${T[number]}`> {
  return {
    ...oneOf(numbers.join(' ')),
    parse: candidate => Number(candidate),
    print: printScalar,
  } as Codec<T[number] | `${T[number]}`>
}
