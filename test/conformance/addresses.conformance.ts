// Compares the addresses that vmc assigns with those that the installed libvirt's own QEMU driver writes back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { assignAddresses, readDefinition } from '../../src/check/addresses/assign.ts'
import { cursorOf } from '../../src/check/element-cursor.ts'
import { checkRules } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { addressDomains } from './address-domains.ts'
import { addressesIn, addressesOf, compareAddresses } from './address-lists.ts'
import { corpus, libvirtDir, type Release, skipped } from './corpus.ts'
import { define } from './define.ts'
import { makeMutants, missingTools, prepareDriver } from './semantic-mutants.ts'

const test = suite('addresses')
const COUNT = Number(process.env.SEMANTIC_MUTANTS ?? 4000)
const SEED = Number(process.env.SEED ?? 2008)
const FOLDER = process.env.SEMANTIC_DIR
/** The number of random domains. */
const RANDOM = Number(process.env.RANDOM_DOMAINS ?? 1000)
/** Prints each document with a different address. */
const isVerbose = process.env.VERBOSE !== undefined

/** The share of devices whose address must agree, in percent. */
const FLOOR = 100

const reason = libvirtDir === undefined ? skipped : missingTools()
if (libvirtDir === undefined || reason !== undefined) {
  console.log(`skipped: ${reason}`)
  test.skip('addresses')
} else {
  const dir = libvirtDir
  test(`${RANDOM} random domains are refused and addressed as by libvirt`, () =>
    withFolder(compareRandom))
  test(`the addresses of the corpus and of ${COUNT} mutants are those of libvirt`, () => {
    withFolder(folder => {
      const mutants = makeMutants(dir, folder, { arch: 'x86_64', count: COUNT, seed: SEED })
      const documents = [
        ...mutants.map(({ file, xml, change, base }) => ({
          file,
          xml,
          name: `${base}: ${change}`,
        })),
        ...corpusDocuments(folder),
      ]
      const made = define(
        documents.map(({ file }) => file),
        join(folder, 'embed'),
      )
      report(
        documents.map((document, nth) => ({ ...document, made: made[nth]?.xml })),
        '9.0.0',
        true,
      )
    })
  })
}

/** Random domains that are mostly addresses: refused by vmc where libvirt refuses them, and else with the same addresses. */
function compareRandom(folder: string): void {
  const documents = addressDomains(RANDOM, SEED).map((xml, nth) => {
    const file = join(folder, `random-${nth}.xml`)
    writeFileSync(file, xml)
    return { file, xml, name: 'random' }
  })
  const made = define(
    documents.map(({ file }) => file),
    join(folder, 'embed'),
  )
  const missed: string[] = []
  const alarms: string[] = []
  let refused = 0
  for (const [nth, { file, xml }] of documents.entries()) {
    const { error } = made[nth]!
    const { node } = read(xml, domain, file)
    const errors = checkRules([node!], { ...standardPolicy, target: { libvirt: '9.0.0' } }).filter(
      ({ severity }) => severity === 'error',
    )
    if (error !== undefined) refused++
    if (error !== undefined && errors.length === 0) missed.push(`${file}: ${error}`)
    if (error === undefined && errors[0])
      alarms.push(`${file}: ${errors[0].code} ${errors[0].message}`)
  }
  console.log(
    `${refused} of ${documents.length} random domains refused: ${missed.length} missed, ${alarms.length} false alarms`,
  )
  if (isVerbose) console.log([...missed, ...alarms].join('\n'))
  report(
    documents.map((document, nth) => ({ ...document, made: made[nth]?.xml })),
    '9.0.0',
    true,
  )
  assert.equal([...missed, ...alarms], [])
}

/** Documents whose expected addresses depend on more than the document. */
const EXCEPTIONS = new Map([
  ['pseries-hostdevs-1', 'the IOMMU groups of the host decide'],
  ['pseries-hostdevs-3', 'the IOMMU groups of the host decide'],
  ['usb-controller-automatic-unavailable-q35', 'the QEMU of this test has no USB controller'],
])

if (libvirtDir !== undefined) {
  test("the addresses of all architectures are those that libvirt's own tests expect", () => {
    const documents = new Map(corpus().map(one => [one.path, one.xml]))
    const pairs = [...documents].flatMap(([path, made]) => {
      // The output for the newest QEMU. Tests with an older one expect other defaults.
      const name = OUTPUT.exec(path)?.[1]
      const file = `${TESTS}/${name}.xml`
      const xml = documents.get(file)
      if (name === undefined || xml === undefined || EXCEPTIONS.has(name)) return []
      return [{ file, xml, name: path, made }]
    })
    assert.ok(pairs.length > 400, `${pairs.length} documents`)
    report(pairs, '11.3.0', false)
  })
}

const TESTS = 'corpus/11.3.0/qemuxmlconfdata'
const OUTPUT = new RegExp(`^${TESTS}/([^/]+)\\.[a-z0-9_]+-latest\\.xml$`)

function withFolder(use: (folder: string) => void): void {
  const folder = FOLDER ?? mkdtempSync(join(tmpdir(), 'vmc-addresses-'))
  prepareDriver(folder)
  try {
    use(folder)
  } finally {
    if (FOLDER === undefined) rmSync(folder, { recursive: true })
  }
}

interface Document {
  readonly file: string
  readonly xml: string
  readonly name: string
}

/** The documents of the corpus without what this machine does not have. */
function corpusDocuments(folder: string): readonly Document[] {
  return corpus()
    .filter(
      ({ xml, expect }) =>
        /<domain[^>]*type=['"](kvm|qemu)['"]/.test(xml) && /^(pass|output)$/.test(expect),
    )
    .map(({ path, xml }, nth) => {
      const text = xml
        .replace(/(<domain[^>]*type=)['"]kvm['"]/, '$1"qemu"')
        .replace(/(<domain[^>]*) id=['"][^'"]*['"]/, '$1')
        .replace(/<emulator>[^<]*<\/emulator>/, '')
        .replace(/<tpm[\s\S]*<\/tpm>/, '')
        .replace(
          /machine=['"]pc-(q35|i440fx)-[^'"]*['"]/,
          (_, kind) => `machine="${kind === 'q35' ? 'q35' : 'pc'}"`,
        )
      const file = join(folder, `corpus-${nth}.xml`)
      writeFileSync(file, text)
      return { file, xml: text, name: path }
    })
}

function report(
  documents: readonly (Document & { readonly made: string | undefined })[],
  libvirt: Release,
  isNew: boolean,
): void {
  let [devices, different, defined, wrong] = [0, 0, 0, 0]
  const unexpected: string[] = []
  for (const { file, xml, name, made } of documents) {
    const { node } = made === undefined ? { node: undefined } : read(xml, domain, file)
    if (made === undefined || !node) continue
    defined++
    const [cursor, target] = [cursorOf(node), { libvirt }]
    const definition = readDefinition(cursor, target)
    const problems = assignAddresses(cursor, definition, target)
    const [actual, expected] = [addressesOf(definition, isNew), addressesIn(made, isNew)]
    const differences = compareAddresses(actual, expected)
    devices += expected.length
    different += differences.length
    if (problems.length > 0) unexpected.push(`${name}: ${problems[0]!.kind}`)
    if (differences.length === 0 && problems.length === 0) continue
    wrong++
    if (isVerbose)
      console.log(
        `${file} ${name}\n  ${[...differences, ...problems.map(one => one.kind)].join('\n  ')}`,
      )
  }
  const agreement = (100 * (devices - different)) / Math.max(1, devices)
  console.log(
    `${devices - different} of ${devices} devices in ${defined} documents have libvirt's address (${agreement.toFixed(3)} %); ${wrong} documents differ`,
  )
  assert.ok(agreement >= FLOOR, `${agreement} % agree`)
  assert.equal(unexpected, [], 'libvirt accepts these documents')
}

test.run()
