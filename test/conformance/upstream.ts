// Compares the table with the schemas of a libvirt release: npm run upstream -- SCHEMA_DIR. It prints the fields that only the
// schemas have, as code for the table, and the fields that only the table has.
import { compare, type Differences } from './compare.ts'
import { type Spelling, type Universe, universe } from './universe.ts'

function print(what: string, lines: readonly string[]): void {
  console.log(`${lines.length} ${what}${lines.length === 0 ? '' : `:\n  ${lines.join('\n  ')}`}`)
}

/** A line for each missing element, attribute and text: its path, and the code of its field. */
function additionsTo({ missing }: Differences, schema: Universe): readonly string[] {
  return missing.flatMap(path => {
    const cut = path.lastIndexOf('/')
    const [parent, name] = [path.slice(0, cut), path.slice(cut + 1)]
    const codec = codecOf(schema.spellings.get(path))
    if (name === '#text')
      // An element with only text is one line, that of the element.
      return isLeaf(parent, schema) && missing.includes(parent)
        ? []
        : [`${parent}: content(${codec})`]
    if (name.startsWith('@'))
      return [`${parent}: ${keyOf(name.slice(1))}: attribute(${codec}, { since: '?' })`]
    return [`${parent}: ${keyOf(name)}: ${elementField(path, schema)}`]
  })
}

const keyOf = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`)

function elementField(path: string, schema: Universe): string {
  if (isLeaf(path, schema))
    return `leaf(${codecOf(schema.spellings.get(`${path}/#text`))}, { since: '?' })`
  const isBare = ![...schema.elements, ...schema.spellings.keys()].some(one =>
    one.startsWith(`${path}/`),
  )
  return isBare ? `flag({ since: '?' })` : `child<…>(…, { since: '?' })`
}

/** Whether an element has only text. */
const isLeaf = (path: string, { elements, spellings }: Universe): boolean =>
  spellings.has(`${path}/#text`) &&
  ![...elements].some(one => one.startsWith(`${path}/`)) &&
  ![...spellings.keys()].some(one => one.startsWith(`${path}/@`))

function valueLines({ values }: Differences, side: 'lacking' | 'beyond'): readonly string[] {
  return values
    .filter(one => one[side].length > 0)
    .map(one => `${one.path}: ${one[side].map(text => JSON.stringify(text)).join(' ')}`)
}

/** The codecs of the table for the datatypes of a schema. */
const CODECS: readonly (readonly [shape: RegExp, codec: string])[] = [
  [/^<(text|string)>$/, 'text'],
  [/^<unsignedInt\b/, 'unsigned'],
  [/^<unsignedLong\b/, 'unsignedLong'],
  [/^<positiveInteger\b/, 'positive'],
  [/^<int>$/, "integer(-(2 ** 31), 2 ** 31 - 1, 'a whole number')"],
  [/^<string pattern=\(\/\|/, 'absolutePath'],
  [/^<string pattern=\(\[0-9\]\+\(-/, 'cpuset'],
  [/^<string pattern=\[a-fA-F0-9\]\{32\}>/, 'uuid'],
  [/^<string pattern=\(\[bB\]/, 'unit'],
]

/** The code of a codec for the values that a schema accepts. Unknown datatypes become `matching`, to be completed by hand. */
function codecOf(spelling: Spelling | undefined): string {
  const { words = [], datatypes = [] } = spelling ?? {}
  const list = [...words].sort().join(' ')
  if (datatypes.length === 0)
    return list === 'no yes' ? 'yesNo' : list === 'off on' ? 'onOff' : `oneOf('${list}')`
  const types = datatypes.map(
    datatype =>
      CODECS.find(([shape]) => shape.test(datatype))?.[1] ??
      `matching(/${/pattern=(.*)>$/.exec(datatype)?.[1] ?? datatype}/, '…')`,
  )
  const known = types.includes('uuid') ? ['uuid'] : types
  const all = words.length > 0 ? [`oneOf('${list}')`, ...known] : known
  return all.length === 1 ? all[0]! : `anyOf(${all.join(', ')})`
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('usage: npm run upstream -- SCHEMA_DIR, the folder that has domain.rng')
  process.exit(1)
}
const schema = universe(folder)
const found = compare(schema)
const additions = additionsTo(found, schema)
print('only in the schema', additions)
print('values only in the schema', valueLines(found, 'lacking'))
print('only in the table', found.extra)
print('values only in the table', valueLines(found, 'beyond'))
if (found.missing.length + found.extra.length + found.values.length > 0) process.exitCode = 2
