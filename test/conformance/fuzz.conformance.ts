// Feeds random input to the reader: documents with changed bytes, and random markup. The reader may refuse anything, but must not
// crash, hang or use much memory. FUZZ_SECONDS sets the duration.
import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { decode } from '../../src/xml/decode.ts'
import { corpus } from './corpus.ts'
import { seeded } from './mutate.ts'

const test = suite('fuzz')
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 15)
const SEED = Number(process.env.SEED ?? 2008)
const MAX_MS = 2000
const MAX_GROWTH_MIB = 400

const expected = new URL('../../examples/format-2008/expected/', import.meta.url)
const seeds = [
  ...readdirSync(expected).map(name => readFileSync(new URL(name, expected), 'utf8')),
  ...corpus().map(document => document.xml),
]

// Parts of markup, and input that has broken XML readers before.
const PIECES = [
  ...[
    '<',
    '>',
    '/>',
    '</',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml version="1.0"?>',
    '<?pi',
    '?>',
    '&',
    '&amp;',
    '&#0;',
  ],
  ...[
    '&#x10FFFF;',
    '&lol;',
    '<!DOCTYPE d [<!ENTITY a "aaaa">]>',
    'xmlns:q="urn:q"',
    'q:',
    ':',
    '=',
    '"',
    "'",
    '\0',
    '\ufeff',
  ],
  ...[
    '\ud800',
    '\u2028',
    '__proto__',
    'constructor',
    '<domain type="kvm">',
    '</domain>',
    '<devices>',
    '<disk>',
    '<name>',
  ],
  ...[' '.repeat(1000), 'a'.repeat(10_000), '<a>'.repeat(200), '<disk type="file">'.repeat(50)],
]

test(`the reader withstands ${SECONDS} seconds of random input from seed ${SEED}`, () => {
  const residentMib = () => process.memoryUsage().rss / 1024 / 1024
  const before = residentMib()
  const random = seeded(SEED)
  const below = (n: number) => Math.floor(random() * n)
  const end = Date.now() + SECONDS * 1000
  let tried = 0
  while (Date.now() < end) {
    const document =
      random() < 0.5 ? bytes(seeds[below(seeds.length)]!, below) : markup(seeds, below)
    const started = performance.now()
    const decoded = decode(document, 'fuzz.xml')
    if ('text' in decoded) validateXml(decoded.text, { file: 'fuzz.xml' })
    const took = performance.now() - started
    assert.ok(took < MAX_MS, `${took} ms for document ${tried} of ${document.length} bytes`)
    tried++
  }
  // Other tests of the same process use memory too.
  const grown = residentMib() - before
  assert.ok(grown < MAX_GROWTH_MIB, `${grown} MiB`)
  console.log(`${tried} documents read, ${Math.round(grown)} MiB more in use`)
})

function bytes(seed: string, below: (n: number) => number): Uint8Array {
  let document = Buffer.from(seed)
  for (let change = below(8); change >= 0; change--) {
    const at = below(document.length + 1)
    const to = Math.min(document.length, at + below(60))
    const part = document.subarray(at, to)
    const [head, tail] = [document.subarray(0, at), document.subarray(to)]
    const made = [
      [head, tail],
      [head, part, part, tail],
      [head, Buffer.from([below(256)]), tail],
      [head, Buffer.from(PIECES[below(PIECES.length)]!), part, tail],
    ][below(4)]!
    document = Buffer.concat(made)
  }
  return document
}

function markup(seeds: readonly string[], below: (n: number) => number): Uint8Array {
  const tokens = seeds[below(seeds.length)]!.match(/<[^>]*>|[^<]+/g) ?? []
  const made = Array.from({ length: below(200) }, () =>
    below(4) === 0 ? PIECES[below(PIECES.length)]! : tokens[below(tokens.length)]!,
  )
  return Buffer.from((below(2) === 0 ? '<domain type="kvm">' : '') + made.join(''))
}

test.run()
