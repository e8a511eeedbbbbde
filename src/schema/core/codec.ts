import { lookup } from './lookup.ts'

/**
 * A codec defines how XML represents the values of an attribute or text. A codec checks, parses, prints and describes
 * values. Parsing loses no information: if printing a parsed value does not give exactly the same text, vmc keeps the
 * text as the value.
 */
export interface Codec<T = unknown> {
  /** A description of the valid values that messages put after the word "expected", such as `"yes" or "no"`. */
  readonly expects: string
  /** All valid values, if the codec accepts no other values. */
  readonly values?: readonly string[]
  /** Some of the valid values, which editors suggest, if the codec also accepts other values. */
  readonly suggestions?: readonly string[]
  /** Whether a text from an XML document is a valid value for this codec. */
  test(text: string): boolean
  /** Converts a valid XML text into the value that programs use. */
  parse(text: string): T
  /**
   * Converts a value of a program into XML text, or returns `undefined` if the codec does not accept the type of the
   * value.
   */
  print(value: unknown): string | undefined
  /**
   * Whether white space has no meaning at the beginning and end of a text, and if it is repeated. For example, with this
   * setting `<type> hvm </type>` means `hvm`.
   */
  readonly collapsesWhitespace?: true
  /** The values that libvirt supports only since a later release than their attribute, each with this release. */
  readonly since?: Readonly<Record<string, string>>
  /**
   * A pattern for values that libvirt supports only since a later release than their attribute, and this release. Only
   * codecs without a closed list of values use the pattern.
   */
  readonly patternSince?: { readonly pattern: RegExp; readonly release: string }
  /**
   * Returns the codec for one variant of the element, such as `network` for a disk source, if the variants accept
   * different values.
   */
  forVariant?(variant: string): Codec<T>
}

/**
 * Removes white space that has no meaning from an XML text: trims the text, and replaces each sequence of white space
 * with one space.
 */
export const collapseWhitespace = (text: string): string =>
  /[ \t\n\r]/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').trim() : text

/** The TypeScript type of the values that the codec `C` accepts. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never

const printText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

export const printScalar = (value: unknown): string | undefined =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
    ? String(value)
    : undefined

/** Makes a codec for texts that match `pattern` from beginning to end. */
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

/** A codec that accepts any text. */
export const text: Codec<string> = {
  expects: 'text',
  test: () => true,
  parse: candidate => candidate,
  print: printText,
}

/** A codec for texts of exactly one line, which must not be empty. */
export const line = matching(/[^\n]+/, 'one line of text')

/** A codec for absolute paths on the host. */
export const absolutePath = matching(
  /(?:\/|[a-zA-Z]:\\).+/,
  'an absolute path such as "/var/lib/libvirt/images/fv0.qcow2"',
)

/** The union type of the items in a space-separated list, such as `'ide' | 'scsi'` for `'ide scsi'`. */
export type ItemsOf<T extends string, Found = never> = T extends `${infer Item} ${infer Rest}`
  ? ItemsOf<Rest, Found | Item>
  : Found | T

/**
 * Makes a codec for a closed list of values. The values are given in a string, separated by spaces:
 * `oneOf('ide scsi virtio')`. A long list can be split into several strings.
 */
export function oneOf<const T extends readonly string[]>(...lists: T): Codec<ItemsOf<T[number]>> {
  const values = lists.flatMap(list => list.split(' '))
  const known = new Set<string>(values)
  return {
    expects: values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`,
    values,
    collapsesWhitespace: true,
    test: candidate => known.has(candidate) || known.has(collapseWhitespace(candidate)),
    parse: candidate => candidate as ItemsOf<T[number]>,
    print: printText,
  }
}

/**
 * Adds the first supporting libvirt release to values of a codec that are newer than their attribute. For example,
 * `withSince(oneOf('nbd ssh'), { ssh: '9.8.0' })` means that libvirt supports `ssh` since 9.8.0.
 */
export function withSince<T>(codec: Codec<T>, since: Readonly<Record<string, string>>): Codec<T> {
  return { ...codec, since }
}

/** Adds a libvirt release to a codec: libvirt supports the values that match `pattern` since this release. */
export function withPatternSince<T>(codec: Codec<T>, pattern: RegExp, release: string): Codec<T> {
  return { ...codec, patternSince: { pattern, release } }
}

/** Returns the first libvirt release that supports a value, or `undefined` if the value is as old as its attribute. */
export function sinceOf({ since, patternSince }: Codec, text: string): string | undefined {
  const listed = since && lookup(since, text)
  return listed ?? (patternSince?.pattern.test(text) ? patternSince.release : undefined)
}

/**
 * Makes a codec for texts that are one of the suggested values or match `pattern`. Editors suggest the values to the
 * user.
 */
export function oneOfOrMatching<const T extends string>(
  suggestions: T,
  pattern: RegExp,
): Codec<ItemsOf<T> | (string & {})> {
  const listed = suggestions.split(' ')
  return { ...matching(pattern, `a value such as ${listed.join(', ')}`), suggestions: listed }
}

function boolean(yes: string, no: string): Codec<boolean> {
  return {
    expects: `"${yes}" or "${no}" (true or false)`,
    values: [yes, no],
    collapsesWhitespace: true,
    test: candidate =>
      candidate === yes || candidate === no || [yes, no].includes(collapseWhitespace(candidate)),
    parse: candidate => candidate === yes,
    print: value => (typeof value === 'boolean' ? (value ? yes : no) : printText(value)),
  }
}

/** A codec for the XML values `yes` and `no`, which programs write as booleans. */
export const yesNo = boolean('yes', 'no')

/** A codec for the XML values `on` and `off`, which programs write as booleans. */
export const onOff = boolean('on', 'off')

function constant<T extends boolean>(text: string, value: T): Codec<T> {
  return {
    expects: `"${text}" (${value})`,
    values: [text],
    collapsesWhitespace: true,
    test: candidate => candidate === text || collapseWhitespace(candidate) === text,
    parse: () => value,
    print: given => (given === value ? text : printText(given)),
  }
}

/** A codec that accepts only the XML value `yes`, which programs write as `true`. */
export const yes = constant('yes', true)

/** A codec that accepts only the XML value `no`, which programs write as `false`. */
export const no = constant('no', false)

/** A number, or a string that contains a number, such as `'0x1f'`. vmc writes a string into the XML unchanged. */
export type NumberLike = number | `${number}`

/**
 * Makes a codec for whole numbers from `min` to `max`, inclusive. A sign is allowed if `min` is negative. Use `bigint`
 * for limits whose absolute value exceeds 2^53.
 */
export function integer(
  min: number | bigint,
  max: number | bigint,
  expects = `a whole number from ${min} to ${max}`,
): Codec<NumberLike> {
  const shape = min < 0 ? /^[+-]?\d{1,40}$/ : /^\d{1,40}$/
  const [low, high] = [Number(min), Number(max)]
  return {
    expects,
    collapsesWhitespace: true,
    test: candidate => {
      const number = collapseWhitespace(candidate)
      if (!shape.test(number)) return false
      // JavaScript numbers represent whole numbers with fewer than 16 digits exactly, so these numbers need no BigInt.
      if (number.length < 16) return Number(number) >= low && Number(number) <= high
      return BigInt(number) >= min && BigInt(number) <= max
    },
    parse: candidate => Number(candidate),
    print: printScalar,
  }
}

/** A codec for unsigned 32-bit whole numbers. */
export const unsigned = integer(0, 2 ** 32 - 1, 'a whole number, 0 or more')

/** A codec for unsigned 64-bit whole numbers. */
export const unsignedLong = integer(0, 2n ** 64n - 1n, 'a whole number, 0 or more')

/** A codec for whole numbers from 0 to 2^31 - 1. */
export const nonNegative = integer(0, 2 ** 31 - 1)

/** A codec for unsigned 32-bit whole numbers that are at least 1. */
export const positive = integer(1, 2 ** 32 - 1, 'a whole number, 1 or more')

/** A codec for unsigned 64-bit whole numbers that are at least 1. */
export const positiveLong = integer(1, 2n ** 64n - 1n, 'a whole number, 1 or more')

/**
 * A codec for numbers that libvirt assigns itself, such as the id of a running domain: whole numbers of any size
 * that are at least 1.
 */
export const assignedNumber = integer(1, 10n ** 39n, 'a whole number, 1 or more')

/**
 * Makes a codec that accepts every value that one of several codecs accepts. The first codec that accepts a text also
 * parses it.
 */
export function anyOf<const C extends readonly Codec[]>(...codecs: C): Codec<ValueOf<C[number]>> {
  const values = [...new Set(codecs.flatMap(codec => codec.values ?? []))]
  return {
    expects: [...new Set(codecs.map(codec => codec.expects))].join(', or '),
    // The combined codec has a list of valid values only if each of its parts has one. Otherwise, the list would not be
    // complete.
    ...(codecs.every(codec => codec.values) && { values }),
    test: candidate => codecs.some(codec => codec.test(candidate)),
    parse: candidate =>
      (codecs.find(codec => codec.test(candidate))?.parse(candidate) ?? candidate) as ValueOf<
        C[number]
      >,
    print: value => codecs.map(codec => codec.print(value)).find(printed => printed !== undefined),
  }
}

/**
 * Makes a codec that accepts different values in each variant of the element: `perVariant({ usb: oneOf('ehci …'), scsi:
 * oneOf('auto …') })`. The codec of the variant `network` also applies to the subvariants `network/rbd` and
 * `network/nbd` unless they have their own codec.
 */
export function perVariant<const C extends Readonly<Record<string, Codec>>>(
  codecs: C,
): Codec<ValueOf<C[keyof C]>> {
  const any = anyOf(...Object.values(codecs)) as Codec<ValueOf<C[keyof C]>>
  // The codecs of all variants print a value in the same way. They differ only in the values that they accept.
  const byVariant = Object.fromEntries(
    Object.entries(codecs).map(([variant, codec]) => [variant, { ...codec, print: any.print }]),
  ) as Readonly<Record<string, Codec<ValueOf<C[keyof C]>>>>
  const codecFor = (variant: string): Codec<ValueOf<C[keyof C]>> => {
    const exact = lookup(byVariant, variant)
    if (exact) return exact
    const slash = variant.lastIndexOf('/')
    return slash < 0 ? any : codecFor(variant.slice(0, slash))
  }
  return { ...any, forVariant: codecFor }
}

/** A codec for the number of a TCP or UDP port. */
export const port = integer(0, 65535, 'a port from 0 to 65535')

// Makes a codec for numbers that libvirt accepts in decimal and in hexadecimal form. vmc writes decimal numbers.
function decimalOrHex(max: number, shape: RegExp): Codec<NumberLike> {
  const decimal = integer(0, max)
  return {
    expects: `a whole number from 0 to ${max}, decimal or hexadecimal after 0x`,
    test: candidate => shape.test(candidate) || decimal.test(candidate),
    parse: candidate => Number(candidate),
    print: printScalar,
  }
}

/** A codec for unsigned 8-bit numbers in decimal, or in hexadecimal with the prefix `0x`. */
export const uint8 = decimalOrHex(255, /^0x[0-9a-fA-F]{1,2}$/)

/** A codec for unsigned 24-bit numbers in decimal, or in hexadecimal with the prefix `0x`. */
export const uint24 = decimalOrHex(2 ** 24 - 1, /^0x[0-9a-fA-F]{1,6}$/)

/**
 * A codec for unsigned 32-bit numbers in decimal or hexadecimal. The prefix `0x` of hexadecimal numbers is optional.
 */
export const uint32 = decimalOrHex(2 ** 32 - 1, /^(0x)?[0-9a-fA-F]{1,8}$/)

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

/** A codec for IPv4 addresses. */
export const ipv4Address = matching(new RegExp(ipv4), 'an IPv4 address such as "192.168.0.1"')

/** A codec for IPv4 and IPv6 addresses. */
export const ipAddress = matching(
  new RegExp(`${ipv4}|${ipv6}`),
  'an IP address such as "192.168.0.1" or "2001:db8::1"',
)

/** A codec for IP addresses and host names. */
export const hostAddress = matching(
  new RegExp(`[a-zA-Z0-9.\\-]+|${ipv6}`),
  'an IP address or a host name',
)

/** A codec for UUIDs, with or without dashes. */
export const uuid = matching(
  /[a-fA-F0-9]{32}|[a-fA-F0-9]{8}-(?:[a-fA-F0-9]{4}-){3}[a-fA-F0-9]{12}/,
  'a UUID such as "4dea22b3-1d52-d8f3-2516-782e98ab3fa0"',
)

/** Converts a UUID into its standard form, which has lowercase letters and dashes. */
export function canonicalUuid(text: string): string {
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/.test(text)) return text
  const hex = text.replace(/[\s-]/g, '').toLowerCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * A codec for the MAC address of a NIC. The lowest bit of the first byte must be 0. The value 1 marks a multicast address,
 * which a NIC cannot have.
 */
export const macAddress = matching(
  /[a-fA-F0-9][02468aAcCeE](?::[a-fA-F0-9]{2}){5}/,
  'a unicast MAC address such as "52:54:00:12:34:56"',
)

/** A number or a string. vmc writes a number into the XML in hexadecimal form, and a string unchanged. */
export type HexLike = number | string

/**
 * Makes a codec for hexadecimal numbers from 0 to `max`, with up to `digits` digits. By default, the prefix `0x` is
 * optional, and the codec also accepts decimal numbers. vmc writes a number as libvirt does: with `0x`, and padded to
 * `pad` digits.
 */
export function hexadecimal(
  max: number,
  digits: number,
  {
    pad = digits,
    hasOptionalPrefix = true,
    decimal = true,
  }: {
    readonly pad?: number
    readonly hasOptionalPrefix?: boolean
    readonly decimal?: boolean
  } = {},
): Codec<HexLike> {
  const hex = new RegExp(`^${hasOptionalPrefix ? '(0x)?' : '0x'}[0-9a-fA-F]{1,${digits}}$`)
  const plain = integer(0, max)
  return {
    expects: decimal
      ? `a number from 0 to ${max}, in hexadecimal from 0x0 to 0x${max.toString(16)}`
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
