import fc from 'fast-check'
import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { rules } from '../../src/rules/all.ts'
import { namespaces } from '../../src/schema/core/namespaces.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { emit } from '../../src/xml/emit.ts'
import { parse, print, seeded, type Tag } from '../conformance/mutate.ts'
import { examples, made } from './doc-examples.ts'
import { expectedDocuments } from './expected.ts'
import { trees } from './trees.ts'

/*
 * Hostile documents: domain definitions that contain unknown elements, and names that every JavaScript object inherits,
 * such as `constructor`, as names and values. The same seed gives the same documents.
 */

/** Property names that plain objects, functions or arrays inherit, and other words that code treats specially. */
export const INHERITED = [
  ...['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf'],
  ...['propertyIsEnumerable', 'toLocaleString', '__defineGetter__', '__lookupSetter__'],
  ...['prototype', 'length', 'name', 'then', 'map', 'xml', 'undefined', 'null'],
] as const

/** Values that code for numbers, lists, paths and names may not expect. */
const VALUES: readonly string[] = [
  ...['', ' ', '\t', '-', '+', '.', ',', '/', '\\', '..', '^', '~', '*', '%s', '$x', '`', '"', "'"],
  ...['0', '-0', '-1', '1e9', '0x', '0x10', '010', '1.5', '.5', 'NaN', 'Infinity', '1_000', ' 7 '],
  ...['255', '256', '32768', '65535', '65536', '2147483647', '2147483648', '4294967295'],
  ...[
    '4294967296',
    '9007199254740993',
    '18446744073709551615',
    '18446744073709551616',
    '9'.repeat(400),
  ],
  ...['\u0661', '\u202e', '\u200b', 'e\u0301', '\u{1f600}', '\u00a0', '\ufeff', '\u2028', 'İ', 'ſ'],
  ...['0-', '-5', '5-1', '0-4294967295', '0,0,0', '^0', '0-3,^1', 'all', 'auto', 'none', 'any'],
  ...['../../etc/passwd', '/', '//', '/dev/', 'C:\\a', 'file:///a', 'a\nb', 'x'.repeat(5000)],
  ...[
    '0000:00:00.0',
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '00000000-0000-0000-0000-000000000000',
  ],
  ...[
    '::',
    '::1',
    '0.0.0.0',
    '1.2.3.4/33',
    'a'.repeat(64),
    '1.2.3',
    '1.1.1.1.1.1',
    'vda1',
    'sdzzzzzz',
  ],
]

type Below = (count: number) => number
type Change = (tag: Tag, word: string, below: Below) => void

const set = (tag: Tag, name: string, value: string): void => {
  tag.attributes = [...tag.attributes.filter(([own]) => own !== name), [name, value]]
}

const insert = (tag: Tag, child: Tag | string, below: Below): void => {
  tag.children.splice(below(tag.children.length + 1), 0, child)
}

const tagOf = (name: string, attributes: Tag['attributes'], ...children: Tag['children']): Tag => ({
  name,
  attributes,
  children,
})

/** The changes that make a document hostile. */
const CHANGES: Readonly<Record<string, Change>> = {
  'the value of an attribute': (tag, word, below) => {
    const attribute = tag.attributes[below(tag.attributes.length)]
    if (attribute) attribute[1] = word
  },
  'the name of an attribute': (tag, word, below) => {
    const attribute = tag.attributes[below(tag.attributes.length)]
    if (attribute) attribute[0] = word
    tag.attributes = [...new Map(tag.attributes)]
  },
  'the name of an element': (tag, word) => {
    if (tag.name !== 'domain') tag.name = word
  },
  text: (tag, word) => {
    tag.children = [word]
  },
  'an unexpected value': (tag, _, below) => {
    const attribute = tag.attributes[below(tag.attributes.length)]
    if (attribute) attribute[1] = VALUES[below(VALUES.length)]!
  },
  'an unexpected text': (tag, _, below) => {
    tag.children = [VALUES[below(VALUES.length)]!]
  },
  'every attribute is unexpected': (tag, _, below) => {
    for (const attribute of tag.attributes) attribute[1] = VALUES[below(VALUES.length)]!
  },
  'text beside elements': (tag, word, below) => insert(tag, word, below),
  'one more attribute': (tag, word) => set(tag, word, word),
  'one more element': (tag, word, below) => insert(tag, tagOf(word, []), below),
  'an element with attributes and text': (tag, word, below) =>
    insert(tag, tagOf(word, [[word, word]], word), below),
  'an element of another program': (tag, word, below) =>
    insert(tag, tagOf(`${word}:${word}`, [[`xmlns:${word}`, `urn:${word}`]], word), below),
  'an attribute of another program': (tag, word) => {
    set(tag, `xmlns:${word}`, `urn:${word}`)
    set(tag, `${word}:${word}`, word)
  },
  "a hypervisor's namespace under another prefix": (tag, word, below) =>
    insert(
      tag,
      tagOf(
        `${word}:commandline`,
        [[`xmlns:${word}`, namespaces.qemu!]],
        tagOf(`${word}:arg`, [['value', word]]),
      ),
      below,
    ),
  'a default namespace': (tag, word, below) =>
    insert(tag, tagOf(word, [['xmlns', `urn:${word}`]]), below),
  'a known element in the wrong place': (tag, word, below) =>
    insert(tag, tagOf('name', [], word), below),
  'metadata before and after what is there': (tag, word, below) => {
    const metadata = tagOf('metadata', [], tagOf(`${word}:a`, [[`xmlns:${word}`, 'urn:a']], word))
    const before = tag.children.find(
      child => typeof child !== 'string' && child.name === 'metadata',
    )
    const os = tagOf('libosinfo:libosinfo', [['xmlns:libosinfo', OSINFO]])
    os.children.push(tagOf('libosinfo:os', [['id', word]]))
    insert(metadata, os, below)
    if (before && typeof before !== 'string') insert(before, metadata.children[0]!, below)
    else if (tag.name === 'domain') tag.children.push(metadata)
  },
  'two of the same element': (tag, _, below) => {
    const child = tag.children[below(tag.children.length)]
    if (child !== undefined) insert(tag, structuredClone(child), below)
  },
}

const OSINFO = 'http://libosinfo.org/xmlns/libvirt/domain/1.0'

// Markup that is not a tag.
const ASIDES: readonly ((word: string) => string)[] = [
  word => `<!-- ${word} -->`,
  word => `<?${word} ${word}?>`,
  word => `<![CDATA[${word}]]>`,
  word => `&${word};`,
]

// Attributes that vmc uses as keys when it compares devices or domains, by the name of their element.
const IDENTITY: Readonly<Record<string, string>> = {
  alias: 'name',
  target: 'dev',
  source: 'network',
  address: 'type',
  controller: 'type',
  model: 'type',
  driver: 'name',
  seclabel: 'model',
}

function tagsIn(tag: Tag): readonly Tag[] {
  return [tag, ...tag.children.flatMap(child => (typeof child === 'string' ? [] : tagsIn(child)))]
}

/** Applies one to three hostile changes to a document. */
function hostile(xml: string, random: () => number): HostileDocument {
  const below: Below = count => Math.floor(random() * count)
  const root = parse(xml)
  const kinds: string[] = []
  for (let left = 1 + below(3); left > 0; left--) {
    const tags = tagsIn(root)
    const word = INHERITED[below(INHERITED.length)]!
    const named = tags.filter(({ name }) => Object.hasOwn(IDENTITY, name))
    if (below(4) === 0 && named.length > 0) {
      const tag = named[below(named.length)]!
      set(tag, IDENTITY[tag.name]!, word)
      kinds.push(`${tag.name}/@${IDENTITY[tag.name]} = ${word}`)
      continue
    }
    const [kind, change] = Object.entries(CHANGES)[below(Object.keys(CHANGES).length)]!
    const tag = tags[below(tags.length)]!
    kinds.push(`<${tag.name}>: ${kind}: ${word}`)
    change(tag, word, below)
  }
  const text = print(root)
  if (below(8) > 0) return { xml: text, kinds }
  const word = INHERITED[below(INHERITED.length)]!
  const aside = ASIDES[below(ASIDES.length)]!(word)
  const ends = [...text.matchAll(/>/g)]
  const at = ends[below(ends.length)]!.index + 1
  return { xml: text.slice(0, at) + aside + text.slice(at), kinds: [...kinds, aside] }
}

/** A hostile document. */
export interface HostileDocument {
  readonly xml: string
  /** The changes that were applied. */
  readonly kinds: readonly string[]
}

const inDomain = (xml: string): string =>
  `<domain type="kvm"><name>fv0</name><memory>1048576</memory><os><type>hvm</type></os>${xml}</domain>`

/** The documents before the changes: those of the examples, the doc comments and the rules, and random ones. */
function bases(seed: number): readonly string[] {
  const ofDocs = examples
    .flatMap(made)
    .map(node => (node.element.name === 'domain' ? emit(node) : device(emit(node))))
  const ofRules = rules.flatMap(({ example }) =>
    [wrongVersion(example), rightVersion(example)].flatMap(
      ({ xml = '' }) => xml.match(/<domain[\s\S]*?<\/domain>/g) ?? (xml ? [inDomain(xml)] : []),
    ),
  )
  const generated = fc
    .sample(trees(domain, 3), { numRuns: 100, seed })
    .map(({ node }) => emit(node))
  const all = [...expectedDocuments.map(({ xml }) => xml), ...ofDocs, ...ofRules, ...generated]
  return all.filter(isWellFormed)
}

const device = (xml: string): string => inDomain(`<devices>${xml}</devices>`)

function isWellFormed(xml: string): boolean {
  try {
    return parse(xml).name === 'domain'
  } catch {
    return false
  }
}

/** Makes `count` hostile documents from a seed. */
export function hostileDocuments(count: number, seed: number): readonly HostileDocument[] {
  const random = seeded(seed)
  const from = bases(seed)
  return Array.from({ length: count }, () =>
    hostile(from[Math.floor(random() * from.length)]!, random),
  )
}
