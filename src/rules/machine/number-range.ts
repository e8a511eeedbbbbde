import { rule } from '../../check/rule.ts'

/** Numbers must be in the range that libvirt reads. Its RELAX NG schema accepts any number for these settings. */
export const numberRange = rule({
  code: 'VMC2184',
  slug: 'number-range',
  severity: 'error',
  title: 'number outside of the range that libvirt accepts',
  help: 'Use a number from the range that the message names.',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainHugepagesParseXML, virDomainAudioDefParseXML, virDomainFSDefParseXML, virDomainDefClockParse, virDomainSEVDefParseXML, virDomainSEVSNPDefParseXML, virDomainResctrlMonDefParse',
  on: [
    'memoryBacking/hugepages/page',
    'cputune/cachetune/monitor',
    'clock',
    'launchSecurity',
    'devices/audio',
    'devices/filesystem/binary/thread_pool',
  ],
  example: {
    xml: `<vcpu>2</vcpu>
<cputune>
  <cachetune vcpus="0-1"><monitor level="{2 -> 3}" vcpus="0"/></cachetune>
</cputune>`,
  },
  *check(element) {
    const variant = element.text('type') ?? element.text('offset')
    for (const { field, min, max, isHex, only } of RANGES.get(element.name) ?? []) {
      if (only && !only.includes(variant ?? '')) continue
      const text = element.text(field)
      const number = numberOf(text, isHex)
      if (number === undefined || (number >= min && number <= max)) continue
      yield element.report(
        field,
        `${field} cannot be ${text}`,
        min === max ? `use ${min}` : `use a number from ${min} to ${max}`,
      )
    }
  },
})

interface Range {
  readonly field: 'size' | 'level' | 'adjustment' | 'policy' | 'dspPolicy'
  readonly min: bigint
  readonly max: bigint
  readonly isHex?: true
  /** The types or offsets of the element for which libvirt reads the number; all if left out. */
  readonly only?: readonly string[]
}

const [INT, LONG] = [2n ** 31n, 2n ** 63n]

/** The ranges by the name of the element. */
const RANGES: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ['page', [{ field: 'size', min: 1n, max: 2n * LONG }]],
  ['monitor', [{ field: 'level', min: 3n, max: 3n }]],
  ['clock', [{ field: 'adjustment', min: -LONG, max: LONG - 1n, only: ['utc', 'localtime'] }]],
  [
    'launchSecurity',
    [
      { field: 'policy', min: 0n, max: 2n * INT - 1n, isHex: true, only: ['sev'] },
      { field: 'policy', min: 0n, max: 2n * LONG - 1n, isHex: true, only: ['sev-snp'] },
    ],
  ],
  ['audio', [{ field: 'dspPolicy', min: 0n, max: INT - 1n, only: ['oss'] }]],
  ['thread_pool', [{ field: 'size', min: -INT, max: INT - 1n }]],
])

function numberOf(text: string | undefined, isHex: true | undefined): bigint | undefined {
  if (text === undefined) return undefined
  const digits = isHex ? `0x${text.trim().replace(/^0x/i, '')}` : text.trim().replace(/^\+/, '')
  return /^(-?\d+|0x[\da-f]+)$/i.test(digits) ? BigInt(digits) : undefined
}
