import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'
import { corpus, libvirtDir } from '../conformance/corpus.ts'
import {
  cpuRatio,
  type Findings,
  isInstalled,
  median,
  medians,
  ratio,
  type Target,
} from './measure.ts'
import { checkRules, checkSchema, domain, read, standardPolicy, validateXml } from './shipped.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const RUNS = 15
// The number of documents that the commands get, spread over all documents.
const GIVEN = 1200
const examples = new URL('../../examples/format-2008/expected/', import.meta.url)

/** Measures documents per second, compared with libxml2 and libvirt's schema, as a library and as a command. */
export async function run(quick: boolean): Promise<Findings> {
  const [runs, few] = quick ? [5, 2] : [RUNS, 5]
  const documents = libvirtDir
    ? corpus().map(document => document.xml)
    : readdirSync(examples).flatMap(name =>
        Array<string>(100).fill(readFileSync(new URL(name, examples), 'utf8')),
      )
  const trees = documents.flatMap(xml => read(xml, domain).node ?? [])
  const each = (work: (tree: (typeof trees)[number]) => unknown) => () => {
    for (const tree of trees) work(tree)
  }
  // V8 needs many runs to optimise so many rules, so even a quick benchmark makes them all.
  const schema =
    (await median(
      each(tree => checkSchema(tree)),
      runs,
    )) / trees.length
  const rules =
    (await median(
      each(tree => checkRules([tree], standardPolicy)),
      RUNS,
    )) / trees.length
  const whole = (await median(() => documents.map(xml => validateXml(xml)), few)) / documents.length
  const rows: [string, number][] = [
    ['vmc: schema check of a tree', schema],
    ['vmc: all rules on a tree', rules],
    ['vmc: both', schema + rules],
    ['vmc: parsing, schema check and rules', whole],
  ]
  const targets: Target[] = []
  if (libvirtDir) {
    const grammar = join(libvirtDir, 'schemas', LIBVIRT_RELEASE, 'domain.rng')
    const library = await inProcess(documents, grammar, few)
    rows.push(
      ['libxml2-wasm: RELAX NG on a tree', library.tree],
      ['libxml2-wasm: parsing and RELAX NG', library.text],
    )
    const figure = library.tree / (schema + rules)
    targets.push({
      what: 'check and rules: documents per second, compared with libxml2-wasm',
      figure,
      least: 5,
    })
    targets.push({
      what: 'all rules: time, compared with RELAX NG of libxml2-wasm',
      figure: rules / library.tree,
      most: 0.15,
    })
    if (isInstalled('xmllint', '--version')) {
      const native = commands(documents, grammar, quick)
      rows.push(['xmllint: RELAX NG without parsing', native.tree])
      rows.push(['xmllint: the command', native.text])
      rows.push(['vmc validate: the command', native.vmc])
      targets.push({
        what: 'check and rules: documents per second, compared with native libxml2',
        figure: native.tree / (schema + rules),
        least: 5,
      })
      targets.push({
        what: `vmc validate of ${GIVEN} documents: time, compared with xmllint --relaxng`,
        figure: native.ratio,
        most: 2.5,
      })
      targets.push({
        what: `vmc validate of ${GIVEN} documents: CPU time, compared with xmllint --relaxng`,
        figure: native.cpuRatio,
        most: 5,
      })
    } else console.log('skipped: xmllint is not installed\n')
  }
  return {
    tables: [
      [
        [`${documents.length} documents`, 'documents/s', 'µs per document'],
        ...rows.map(([name, ms]) => [
          name,
          Math.round(1000 / ms).toLocaleString('en'),
          (ms * 1000).toFixed(1),
        ]),
      ],
    ],
    targets,
  }
}

/** The milliseconds per document of libxml2-wasm: RELAX NG on parsed documents (`tree`), and parsing included (`text`). */
async function inProcess(documents: readonly string[], grammar: string, runs: number) {
  xmlRegisterFsInputProviders()
  const schema = XmlDocument.fromBuffer(readFileSync(grammar), { url: grammar })
  const validator = RelaxNGValidator.fromDoc(schema)
  const check = (document: XmlDocument): void => {
    try {
      validator.validate(document)
    } catch {
      // An invalid document throws, which does not matter here.
    }
  }
  const parsed = documents.flatMap(xml => parse(xml) ?? [])
  const tree = (await median(() => parsed.forEach(check), runs)) / parsed.length
  for (const document of parsed) document.dispose()
  const text = await median(() => {
    for (const xml of documents) {
      const document = parse(xml)
      if (document) check(document)
      document?.dispose()
    }
  }, runs)
  return { tree, text: text / documents.length }
}

function parse(xml: string): XmlDocument | undefined {
  try {
    return XmlDocument.fromString(xml)
  } catch {
    return undefined
  }
}

/**
 * The milliseconds per document of commands that get many documents at once; `tree` excludes start-up and parsing. Also the
 * time and CPU time of `vmc validate` compared with `xmllint`.
 */
function commands(all: readonly string[], grammar: string, quick: boolean) {
  const step = all.length / GIVEN
  const documents = Array.from({ length: GIVEN }, (_, nth) => all[Math.floor(nth * step)]!)
  const folder = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  documents.forEach((xml, index) => {
    writeFileSync(join(folder, `${index}.xml`), xml)
  })
  const files = documents.map((_, index) => join(folder, `${index}.xml`))
  const xmllint = (...args: readonly string[]) => ({
    // xmllint fails if a document is invalid, which does not matter here.
    argv: ['sh', '-c', 'xmllint --noout "$@" 2>&1; true', 'sh', ...args],
  })
  const none = join(folder, 'none')
  const taken = medians(
    {
      vmc: { argv: ['sh', '-c', `"${process.execPath}" "${main}" validate -q "${folder}"; true`] },
      read: xmllint(...files),
      both: xmllint('--relaxng', grammar, ...files),
      grammar: xmllint('--relaxng', grammar, none),
      nothing: xmllint(none),
    },
    quick ? 3 : 7,
  )
  rmSync(folder, { recursive: true })
  const schema = taken.grammar.ms - taken.nothing.ms
  return {
    tree: (taken.both.ms - taken.read.ms - schema) / documents.length,
    text: taken.both.ms / documents.length,
    vmc: taken.vmc.ms / documents.length,
    ratio: ratio(taken.vmc, taken.both),
    cpuRatio: cpuRatio(taken.vmc, taken.both),
  }
}
