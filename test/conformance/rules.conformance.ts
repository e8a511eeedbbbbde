// libvirt's own test documents: vmc reports no error for those that libvirt accepts, and the right cause for those that it refuses.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { checkRules } from '../../src/check/validator.ts'
import { type Diagnostic, fails } from '../../src/diagnostics/diagnostic.ts'
import { rules } from '../../src/rules/all.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'
import { read } from '../../src/xml/read.ts'
import { type CorpusDocument, corpus, libvirtDir, rowsOf, skipped } from './corpus.ts'
import { CLUSTERS, EXCEPTED, LEFT_TO_HOSTS, REFUSED, STOPPED } from './refusals.ts'

const test = suite('rules')

/** The share of the documents refused by libvirt's parser that vmc must refuse without a target. */
const MIN_RECALL = 0.97

const slugs = new Map(rules.map(({ code, slug }) => [code as string, slug]))

/** Documents that libvirt accepts only in its tests, with the reason. */
const ONLY_IN_TESTS = new Map([
  [
    'corpus/11.3.0/genericxml2xmlindata/graphics-vnc-autoport-no.xml',
    'the generic driver starts nothing; QEMU needs a port without autoport',
  ],
  [
    'corpus/9.0.0/qemuxml2argvdata/fd-memory-numa-topology3.xml',
    'the test simulates a QEMU older than 2.7, and libvirt 9.0 requires 4.2; 11.3 has corrected the document',
  ],
  [
    'corpus/11.3.0/genericxml2xmlindata/graphics-vnc-autoport-no.xml',
    'the test only reads the document; libvirt 9.0 and 12.9 refuse it when QEMU starts',
  ],
])

/** Documents that libvirt refuses only in its tests, with the reason. */
const REFUSED_ONLY_IN_TESTS = new Map([
  [
    'corpus/11.3.0/qemuxmlconfdata/memory-hotplug-nonuma.xml',
    'the test reads it as a definition that libvirt stored; for a new one, libvirt adds a NUMA node since 9.6',
  ],
])

/** Whether newer releases of libvirt accept a document that an older one refuses. */
const isAcceptedByNewer = (path: string): boolean =>
  [...REFUSED_ONLY_IN_TESTS.keys()].some(one => baseOf(one) === baseOf(path))

/** The slug of the rule that reports a diagnostic, or its code if no rule does. */
const nameOf = ({ code }: Diagnostic): string => slugs.get(code) ?? code

/** The file name of a document without its folder; test suites of several releases share names. */
const baseOf = (path: string): string => path.replace(/^.*\/|\.xml$/g, '')

// The diagnostics of a document, with the release of its test suite as the target, or without a target.
const checked = ({ path, xml }: CorpusDocument, ofItsRelease = true) => {
  const { node, diagnostics } = read(xml, domain, path)
  const shape = [...diagnostics, ...(node ? checkSchema(node) : [])]
  const libvirt = /^corpus\/([\d.]+)\//.exec(path)![1]!
  const policy = ofItsRelease ? { ...standardPolicy, target: { libvirt } } : standardPolicy
  return { path, shape, rules: node ? checkRules([node], policy) : [] }
}

const listed = (table: typeof REFUSED): ReadonlyMap<string, string> =>
  new Map(Object.values(table).flatMap(documents => Object.entries(documents)))

test('every cluster of refusals has rules, or a reason why only a host can decide', () => {
  for (const [cluster, wanted] of Object.entries(CLUSTERS)) {
    assert.ok(wanted.length > 0, cluster)
    for (const slug of wanted) assert.ok([...slugs.values()].includes(slug), `${cluster}: ${slug}`)
  }
  for (const cluster of Object.keys(LEFT_TO_HOSTS)) assert.ok(EXCEPTED[cluster], cluster)
  // Each document of a cluster is reported by one of the rules of the cluster.
  for (const [cluster, documents] of [...Object.entries(REFUSED), ...Object.entries(STOPPED)]) {
    if (cluster === 'shape') continue
    for (const [name, slug] of Object.entries(documents))
      assert.ok(CLUSTERS[cluster]?.includes(slug), `${cluster}: ${name}: ${slug}`)
  }
})

if (libvirtDir === undefined) test.skip(skipped)
else {
  const all = corpus()
  // The refusals of the newest test suite are not assigned to clusters.
  const documents = all.filter(({ release }) => release !== LIBVIRT_RELEASE)
  // Documents that older releases refuse and the newest accepts.
  const acceptedNow = new Set(
    rowsOf('12.9/live-verdict-changes.tsv')
      .filter(([, , , newest]) => newest === 'ok')
      .map(([path]) => path),
  )
  // Documents that older releases accept and the newest refuses.
  const refusedNow = new Set(
    rowsOf('12.9/live-verdict-changes.tsv')
      .filter(([, , , newest]) => newest === 'err')
      .map(([path]) => path),
  )
  const expecting = (...verdicts: string[]) =>
    documents.filter(({ expect }) => verdicts.includes(expect))

  for (const ofItsRelease of [true, false])
    test(`no rule refuses a document that libvirt accepts${ofItsRelease ? '' : ', without a target'}`, () => {
      const accepted = all
        .filter(({ expect }) => expect === 'pass' || expect === 'output')
        .filter(({ path }) => !ONLY_IN_TESTS.has(path))
        .filter(({ path }) => ofItsRelease || !refusedNow.has(path))
        .map(document => checked(document, ofItsRelease))
      const refused = accepted.flatMap(({ path, rules }) =>
        rules
          .filter(one => one.severity === 'error')
          .map(one => `${path}: ${one.code} ${one.path} ${one.message}`),
      )
      assert.equal(refused, [])
      if (!ofItsRelease) return
      const warned = new Map<string, string[]>()
      for (const { path, rules } of accepted)
        for (const one of rules) {
          const what = `${one.severity} ${nameOf(one)}`
          warned.set(what, [...(warned.get(what) ?? []), baseOf(path)])
        }
      console.log(`${accepted.length} documents accepted, none refused`)
      for (const [what, names] of [...warned].sort()) {
        const distinct = [...new Set(names)].join(', ')
        console.log(`  ${what}: ${names.length}${names.length > 100 ? '' : `: ${distinct}`}`)
      }
    })

  test("a document that libvirt's parser refuses is an error with the same cause", () => {
    const table = listed(REFUSED)
    const all = expecting('parse-error').map(document => checked(document))
    assert.equal(
      [...new Set(all.map(({ path }) => baseOf(path)))].sort(),
      [...table.keys()].sort(),
      'the table of refusals has every document',
    )
    const real = all.filter(({ path }) => !REFUSED_ONLY_IN_TESTS.has(path))
    const missed = real.flatMap(({ path, shape, rules }) => {
      const errors = [...shape, ...rules].filter(({ severity }) => severity === 'error')
      const wanted = table.get(baseOf(path))!
      return errors.some(one => nameOf(one) === wanted)
        ? []
        : [`${path}: ${wanted}, not ${errors.map(nameOf).join(', ') || 'nothing'}`]
    })
    console.log(`${real.length - missed.length} of ${real.length} refused, with the right cause`)
    assert.equal(missed, [])
  })

  test('most of these documents are also errors without a target', () => {
    const all = expecting('parse-error')
      .filter(({ path }) => !acceptedNow.has(path) && !isAcceptedByNewer(path))
      .map(document => checked(document, false))
    const refused = all.filter(({ shape, rules }) => fails([...shape, ...rules]))
    const byRule = refused.filter(({ shape }) => !fails(shape))
    const share = refused.length / all.length
    console.log(
      `${refused.length} of ${all.length} refused (${(100 * share).toFixed(1)} %), ${byRule.length} of them by rules alone`,
    )
    const missed = all.filter(one => !refused.includes(one)).map(({ path }) => path)
    assert.ok(share >= MIN_RECALL, `${share} < ${MIN_RECALL}, not refused:\n${missed.join('\n')}`)
  })

  test('a document that no host can start is reported, and the others are left to hosts', () => {
    const table = listed(STOPPED)
    const left = new Set(Object.values(LEFT_TO_HOSTS).flat())
    const all = expecting('failure', 'capability')
    const known = all.filter(({ path }) => !left.has(baseOf(path)))
    const missed = known.flatMap(document => {
      const { path, shape, rules } = checked(document)
      const wanted = table.get(baseOf(path)) ?? 'an entry in the table'
      const found = [...shape, ...rules].map(nameOf)
      return found.includes(wanted)
        ? []
        : [`${path}: ${wanted}, not ${found.join(', ') || 'nothing'}`]
    })
    console.log(
      `${known.length - missed.length} of ${known.length} reported; ${all.length - known.length} are left to hosts:`,
    )
    for (const [cluster, names] of Object.entries(LEFT_TO_HOSTS))
      console.log(`  ${cluster} (${EXCEPTED[cluster]}): ${names.length}`)
    assert.equal(missed, [])
  })
}

test.run()
