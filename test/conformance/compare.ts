import type { Codec } from '../../src/schema/core/codec.ts'
import { type Element, elementOf } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import type { Universe } from './universe.ts'

/*
 * The table, compared with everything that a RELAX NG schema of libvirt reaches: every path, attribute and text, every word
 * and, by probing, every datatype.
 */

/** How the table differs from a schema. */
export interface Differences {
  /** Paths of elements, attributes and texts that only the schema has. */
  readonly missing: readonly string[]
  /** Paths that only the table has. */
  readonly extra: readonly string[]
  /** Attributes and texts whose values differ. */
  readonly values: readonly ValueDifference[]
  /** The exceptions that were needed. */
  readonly used: ReadonlySet<RegExp>
}

/** How the values of one attribute or text differ. */
interface ValueDifference {
  readonly path: string
  /** Words, and texts of datatypes, that only the schema accepts. */
  readonly lacking: readonly string[]
  /** Words and texts that only the table accepts. */
  readonly beyond: readonly string[]
}

/** Where the table differs from the RELAX NG, and why; each has to be needed. */
export const EXCEPTIONS: readonly (readonly [path: RegExp, why: string])[] = [
  [
    /^\/domain\/genid\/#text$/,
    'an empty one is right, and the list of the universe leaves <empty/> out',
  ],
  [
    /^\/domain\/devices\/disk\/mirror\/source\/dataStore\/source\/@(file|fdgroup)$/,
    'the list folds this recursion one step too early; in every other <dataStore> they are listed',
  ],
  [
    /^\/domain\/devices\/(serial|parallel|console|channel|smartcard|redirdev|rng\/backend)\/source\/@mode$/,
    'the RELAX NG takes any text, libvirt itself nothing but connect and bind',
  ],
  [
    /^\/domain\/devices\/(serial|parallel|console|smartcard)\/target\/@port$/,
    'the RELAX NG takes any text, libvirt itself nothing but a number',
  ],
]

// Texts at the edges of the datatypes; the words of each attribute come on top.
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

interface Face {
  readonly elements: Set<string>
  readonly codecs: Map<string, Codec>
}

/** Everything that the table has, as far down as the universe goes. */
function table(folded: ReadonlySet<string>): Face {
  const face: Face = { elements: new Set(), codecs: new Map() }
  const visit = (element: Element, path: string): void => {
    face.elements.add(path)
    if (folded.has(path) || path.split('/').length > 20) return
    for (const [key, field] of Object.entries(element.fields)) {
      const name = field.name ?? key
      if (field.kind === 'attribute') face.codecs.set(`${path}/@${name}`, field.codec!)
      else if (field.kind === 'text') face.codecs.set(`${path}/#text`, field.codec!)
      else if (field.kind === 'child') visit(elementOf(field), `${path}/${name}`)
      else {
        face.elements.add(`${path}/${name}`)
        if (field.kind === 'leaf') face.codecs.set(`${path}/${name}/#text`, field.codec!)
      }
    }
  }
  visit(domain, `/${domain.name}`)
  return face
}

/** How the table differs from what a schema reaches, apart from the exceptions. */
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
  const differing = [...words, ...probes].filter(text => codec.test(text) !== spelling.test(text))
  const [beyond, lacking] = [true, false].map(accepts => [
    ...new Set(differing.filter(text => codec.test(text) === accepts)),
  ]) as [string[], string[]]
  return differing.length > 0 ? { path, lacking, beyond } : undefined
}
