import type { Codec } from '../../src/schema/core/codec.ts'
import { cpuset } from '../../src/schema/core/cpuset.ts'
import { type Element, elementOf } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import type { Universe } from './universe.ts'

/*
 * Compares the table with a RELAX NG schema of libvirt: every path, attribute, text and listed value, and the datatypes
 * by testing sample values.
 */

/** How the table differs from a schema. */
export interface Differences {
  /** Paths of elements, attributes and texts that only the schema has. */
  readonly missing: readonly string[]
  /** Paths that only the table has. */
  readonly extra: readonly string[]
  /** Attributes and texts whose values differ. */
  readonly values: readonly ValueDifference[]
  /** The exceptions that matched a difference. */
  readonly used: ReadonlySet<RegExp>
}

/** How the values of one attribute or text differ. */
interface ValueDifference {
  readonly path: string
  /** Values that only the schema accepts. */
  readonly lacking: readonly string[]
  /** Values that only the table accepts. */
  readonly beyond: readonly string[]
}

/** The paths at which the table may differ from the RELAX NG schema, and why. A test fails if one is not needed. */
export const EXCEPTIONS: readonly (readonly [path: RegExp, why: string])[] = [
  [/^\/domain\/genid\/#text$/, 'an empty <genid> is valid, but the schema reader ignores <empty/>'],
  [
    /^\/domain\/devices\/disk\/mirror\/source\/dataStore\/source\/@(file|fdgroup)$/,
    'the schema reader stops at this recursion one step too early; it lists them in every other <dataStore>',
  ],
  [
    /^\/domain\/devices\/(serial|parallel|console|channel|smartcard|redirdev|rng\/backend)\/source\/@mode$/,
    'the RELAX NG accepts any text, libvirt itself only connect and bind',
  ],
  [
    /^\/domain\/devices\/(serial|parallel|console|smartcard|channel)\/target\/@port$/,
    'the RELAX NG accepts any text, libvirt itself only a number',
  ],
  [
    /^\/domain\/devices\/disk\/(geometry\/@(cyls|heads|secs)|blockio\/@\w+)$/,
    'the RELAX NG accepts negative numbers, libvirt itself does not',
  ],
  [
    /\/(audio|sound)\b.*\/?@(id|frequency|channels|voices|bufferLength|timerPeriod|streams)$/,
    'the RELAX NG accepts hexadecimal numbers, libvirt itself only decimal ones',
  ],
  [
    /\/source\/host\/@port$/,
    'the RELAX NG accepts any number, libvirt itself only ports up to 65535',
  ],
]

/**
 * Whether the RELAX NG may accept a number that libvirt cannot read: it has no bounds, where libvirt reads 31, 32 or 64 bits,
 * or sets of up to 16384 CPUs. It accepts zero as well, where libvirt often does not.
 */
const isUnreadable = (text: string, codec: Codec): boolean =>
  /^\s*\d+\s*$/.test(text) &&
  (Number(text) === 0 || Number(text) > (codec === cpuset ? 16_383 : 2 ** 31 - 1))

// Values at the limits of the datatypes. The listed values of each attribute are tested in addition.
const PROBES = [
  ...['', ' ', ' 1 ', 'a b', 'a\nb', '/a b', '[store] a/b.vmdk'],
  ...[
    'a abc Abc-1 a.b a_b a/b a:b a,b ä . .. - * / /a C:\\a ./a file:///a a@b a+b % "a"',
    '0 00 1 2 7 8 9 10 31 32 33 63 64 99 100 127 128 129 254 255 256 999 1000 4095 4096 65535 65536',
    '99999 100000 16777215 16777216 2147483647 2147483648 4294967295 4294967296',
    '9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616',
    '-1 -2 -32769 -2147483649 1.0 1.5 1e3 0644 644 0888',
    '0x0 0x1 0xf 0xfe 0xff 0x100 0xfff 0xffff 0x10000 0xffffff 0x1000000 0xffffffff 0x100000000',
    '0xFF 0XFF 0x f ff fff ffff fffff g 5000c50015ea71ad 0x5000c50015ea71ad',
    '0-3 0-3,^2 ^2 1,2 1- 1.2 1.2.3 1.2.3.4 1.2.3.4.5 256.1.1.1 10.0.0.0/8',
    ':: ::1 fe80::1 1:2:3:4:5:6:7:8 1:2:3 1:2 0:0:0:0',
    '52:54:00:12:34:56 53:54:00:12:34:56 52-54-00-12-34-56',
    '4dea22b3-1d52-d8f3-2516-782e98ab3fa0 4dea22b31d52d8f32516782e98ab3fa0 4dea22b3-1d52',
    'yes no on off Yes true auto none default KiB kb bytes GiBs vda hda eth0 GMT',
    'nvme0n1 nvme1n2p3 nvme0 nvme0n',
    '2025-01-01T00:00:00 2025-01-01',
  ].flatMap(line => line.split(' ')),
]

/** The elements and codecs of the table, by path. */
interface TablePaths {
  readonly elements: Set<string>
  readonly codecs: Map<string, Codec>
}

/** The paths of the table, as deep as those of the schema: recursion ends at the same elements. */
function table(folded: ReadonlySet<string>): TablePaths {
  const paths: TablePaths = { elements: new Set(), codecs: new Map() }
  const visit = (element: Element, path: string): void => {
    paths.elements.add(path)
    if (folded.has(path) || path.split('/').length > 20) return
    for (const [key, field] of Object.entries(element.fields)) {
      const name = field.name ?? key
      if (field.kind === 'attribute') paths.codecs.set(`${path}/@${name}`, field.codec!)
      else if (field.kind === 'text') paths.codecs.set(`${path}/#text`, field.codec!)
      else if (field.kind === 'child') visit(elementOf(field), `${path}/${name}`)
      else {
        paths.elements.add(`${path}/${name}`)
        if (field.kind === 'leaf') paths.codecs.set(`${path}/${name}/#text`, field.codec!)
      }
    }
  }
  visit(domain, `/${domain.name}`)
  return paths
}

/** Compares the table with a schema, except at the paths of the exceptions. */
export function compare(schema: Universe): Differences {
  const ours = table(schema.folded)
  const used = new Set<RegExp>()
  const isExcepted = (path: string): boolean => {
    const found = EXCEPTIONS.find(([pattern]) => pattern.test(path))
    if (found) used.add(found[0])
    return found !== undefined
  }
  const [theirPaths, ourPaths] = [
    [...schema.elements, ...schema.spellings.keys()],
    [...ours.elements, ...ours.codecs.keys()],
  ]
  const [known, own] = [new Set(theirPaths), new Set(ourPaths)]
  return {
    missing: theirPaths.filter(path => !own.has(path)).filter(path => !isExcepted(path)),
    extra: ourPaths.filter(path => !known.has(path)).filter(path => !isExcepted(path)),
    values: [...ours.codecs]
      .flatMap(([path, codec]) => valueDifference(path, codec, schema) ?? [])
      .filter(({ path }) => !isExcepted(path)),
    used,
  }
}

function valueDifference(
  path: string,
  codec: Codec,
  { spellings }: Universe,
): ValueDifference | undefined {
  const spelling = spellings.get(path)
  if (!spelling) return undefined
  const words = new Set([...spelling.words, ...(codec.values ?? [])])
  const probes = [...PROBES, ...spelling.words.map(word => `${word}x`)]
  const differing = [...words, ...probes].filter(
    text =>
      codec.test(text) !== spelling.test(text) &&
      !(spelling.test(text) && isUnreadable(text, codec)),
  )
  const [beyond, lacking] = [true, false].map(accepts => [
    ...new Set(differing.filter(text => codec.test(text) === accepts)),
  ]) as [string[], string[]]
  return differing.length > 0 ? { path, lacking, beyond } : undefined
}
