// libvirt's own test documents: what it takes is never an error, and most of what it refuses is one.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fails } from '../../src/diagnostics/diagnostic.ts'
import { domain } from '../../src/schema/domain.ts'
import { conform } from '../../src/validate/conform.ts'
import { obey } from '../../src/validate/validate.ts'
import { read } from '../../src/xml/read.ts'
import { type CorpusDocument, corpus, libvirtDir, skipped } from './corpus.ts'

const test = suite('rules')

/** The least share of the documents that libvirt's parser refuses which have to be refused here. */
const RECALL = 0.96

const told = ({ path, xml }: CorpusDocument) => {
  const { node, diagnostics } = read(xml, domain, path)
  const shape = [...diagnostics, ...(node ? conform(node) : [])]
  return { path, shape, rules: node ? obey([node]) : [] }
}

if (libvirtDir === undefined) test(skipped, () => {})
else {
  const documents = corpus()

  test('no rule refuses a document that libvirt takes', () => {
    const taken = documents
      .filter(({ valid113, expect }) => valid113 && ['pass', 'output'].includes(expect))
      .map(told)
    const refused = taken.flatMap(({ path, rules }) =>
      rules
        .filter(one => one.severity === 'error')
        .map(one => `${path}: ${one.code} ${one.path} ${one.message}`),
    )
    assert.equal(refused, [])
    const warnings = new Map<string, number>()
    for (const { code } of taken.flatMap(({ rules }) => rules))
      warnings.set(code, (warnings.get(code) ?? 0) + 1)
    const counts = [...warnings].sort().map(([code, count]) => `${code} ${count}`)
    console.log(`${taken.length} documents taken; warnings: ${counts.join(', ')}`)
  })

  test("most of what libvirt's parser refuses is an error", () => {
    const all = documents.filter(({ expect }) => expect === 'parse-error').map(told)
    const refused = all.filter(({ shape, rules }) => fails([...shape, ...rules]))
    const byRule = refused.filter(({ shape }) => !fails(shape))
    const share = refused.length / all.length
    console.log(
      `${refused.length} of ${all.length} refused (${(100 * share).toFixed(1)} %), ${byRule.length} of them by rules alone`,
    )
    const missed = all.filter(one => !refused.includes(one)).map(({ path }) => path)
    assert.ok(share >= RECALL, `${share} < ${RECALL}, for want of:\n${missed.join('\n')}`)
  })

  for (const expect of ['failure', 'capability'])
    test(`what libvirt does not start is counted: ${expect}`, () => {
      const all = documents.filter(document => document.expect === expect).map(told)
      const noticed = all.filter(({ shape, rules }) => shape.length + rules.length > 0)
      console.log(`${noticed.length} of ${all.length} documents for ${expect} noticed`)
    })
}

test.run()
