import { rule } from '../../check/rule.ts'

/** A number must be in the range that libvirt can store. The RELAX NG schema of libvirt does not check these ranges. */
export const numberRange = rule({
  code: 'VMC2184',
  slug: 'number-range',
  severity: 'error',
  title: 'number is out of the range that libvirt accepts',
  help: 'Use a number in the range that the message shows. libvirt stores a memory size as a number of bytes, which must be less than 8 EiB. libvirt stores other numbers in 32 or 64 bits.',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainParseMemory, virDomainHugepagesParseXML, virDomainAudioOSSParse, virDomainFSDefParseXML, virDomainDefClockParse, virDomainSEVDefParseXML, virDomainResctrlMonDefParse',
  on: [
    'memory',
    'currentMemory',
    'maxMemory',
    'memtune/*',
    'cpu/numa/cell',
    'memoryBacking/hugepages/page',
    'cputune/cachetune/monitor',
    'clock',
    'launchSecurity',
    'devices/audio',
    'devices/memory/target/size',
    'devices/memory/target/requested',
    'devices/memory/target/block',
    'devices/pstore/size',
    'devices/filesystem/binary/thread_pool',
    'devices/disk/driver/metadata_cache/max_size',
    'devices/disk/backingStore/format/metadata_cache/max_size',
  ],
  needs: ['value', 'memory', 'size', 'level', 'adjustment', 'policy', 'dspPolicy'],
  example: {
    xml: '<memtune><hard_limit unit="{EiB -> GiB}">16</hard_limit></memtune>',
  },
  *check(element) {
    const variant = element.text('type') ?? element.text('offset')
    for (const { field, min, max, base, only } of RANGES.get(element.name) ?? []) {
      if (only && !only.includes(variant ?? '')) continue
      const text = element.text(field)
      const number = isSize(element.name) ? element.bytes(field) : numberOf(text, base)
      if (number === undefined || (number >= min && number <= max)) continue
      yield element.report(
        field,
        `${field === 'value' ? `<${element.name}>` : field} cannot be ${text}`,
        rangeOf(element.name, min, max),
      )
    }
  },
})

interface Range {
  readonly field: 'value' | 'memory' | 'size' | 'level' | 'adjustment' | 'policy' | 'dspPolicy'
  readonly min: bigint
  readonly max: bigint
  readonly base?: 16
  /** The types or offsets of the element (its attribute "type" or "offset") for which the range applies. Default: all. */
  readonly only?: readonly string[]
}

const UNSIGNED = 2n ** 32n - 1n
const UNSIGNED_LONG = 2n ** 64n - 1n
const [SIGNED, SIGNED_LONG] = [2n ** 31n, 2n ** 63n]

// The maximum size in bytes. It is 1024 bytes less than the largest number that libvirt can store, because libvirt rounds
// sizes up to KiB.
const MOST = SIGNED_LONG - 1024n

/** The valid ranges of numbers, by the name of the element that contains the number. */
const RANGES: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ...[
    ...['memory', 'currentMemory', 'maxMemory', 'size', 'requested', 'block'],
    ...['hard_limit', 'soft_limit', 'min_guarantee', 'swap_hard_limit'],
  ].map((name): [string, readonly Range[]] => [name, [{ field: 'value', min: 0n, max: MOST }]]),
  ['cell', [{ field: 'memory', min: 0n, max: MOST }]],
  ['page', [{ field: 'size', min: 1n, max: MOST }]],
  ['max_size', [{ field: 'value', min: 0n, max: UNSIGNED_LONG }]],
  ['monitor', [{ field: 'level', min: 3n, max: 3n }]],
  [
    'clock',
    [{ field: 'adjustment', min: -SIGNED_LONG, max: SIGNED_LONG - 1n, only: ['utc', 'localtime'] }],
  ],
  [
    'launchSecurity',
    [
      { field: 'policy', min: 0n, max: UNSIGNED, base: 16, only: ['sev'] },
      { field: 'policy', min: 0n, max: UNSIGNED_LONG, base: 16, only: ['sev-snp'] },
    ],
  ],
  ['audio', [{ field: 'dspPolicy', min: 0n, max: SIGNED - 1n, only: ['oss'] }]],
  ['thread_pool', [{ field: 'size', min: -SIGNED, max: SIGNED - 1n }]],
])

// The elements that contain plain numbers instead of sizes with a unit.
const PLAIN = /^(monitor|clock|launchSecurity|audio|thread_pool)$/

const isSize = (name: string): boolean => !PLAIN.test(name)

function numberOf(text: string | undefined, base: 16 | undefined): bigint | undefined {
  if (text === undefined) return undefined
  const digits = base === 16 ? `0x${text.trim().replace(/^0x/i, '')}` : text.trim()
  return /^([+-]?\d+|0x[\da-f]+)$/i.test(digits) ? BigInt(digits.replace(/^\+/, '')) : undefined
}

function rangeOf(name: string, min: bigint, max: bigint): string {
  if (min === max) return `use ${min}`
  if (max === UNSIGNED_LONG && isSize(name)) return 'use a size below 16 EiB'
  if (isSize(name)) return `use a size ${min > 0n ? 'above 0 and ' : ''}below 8 EiB`
  return `use a number from ${min} to ${max}`
}
