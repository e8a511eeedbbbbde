// Changes by others in documents that libvirt itself has written: all are seen, and a different spelling is none.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Marker } from '../../../src/hosts/marker.ts'
import { compareDomain } from '../../../src/hosts/plan/domain-plan.ts'
import { definitionOf } from '../../../src/hosts/plan/host-definition.ts'
import { recordedDefinition, recordedProgram } from '../../../src/hosts/plan/secrets.ts'
import { emit } from '../../../src/xml/emit.ts'
import { stoppedDomain } from '../../support/host-domains.ts'
import { corpus, skipped } from '../corpus.ts'
import { DRIFTS, SPELLINGS } from './drifts.ts'

const test = suite('drift')
const STEP = Number(process.env.CORPUS_STEP ?? 3)

const documents = corpus()
  .filter(
    ({ path, expect, xml }) =>
      expect === 'output' && /qemuxml/.test(path) && definitionOf(xml) !== undefined,
  )
  .filter((_, index) => index % STEP === 0)
if (documents.length === 0) {
  console.log(skipped)
  test.skip('drift')
} else {
  /** What others changed in each document, and what vmc would change. */
  function compare(xml: string, edited: string) {
    const [program, definition] = [recordedProgram, recordedDefinition].map(record =>
      emit(record(definitionOf(xml)!)),
    ) as [string, string]
    const names = { project: 'shop', name: '', uuid: '', host: 'hv1', libvirt: '9.0.0' }
    const marker: Marker = { ...names, program, definition }
    const node = definitionOf(xml)!
    return compareDomain({ written: node, filled: node }, stoppedDomain(edited), marker, {
      takenMacs: new Set(),
      libvirt: '9.0.0',
    })!
  }

  test('changes by others are seen, and not undone', () => {
    let count = 0
    for (const { path, xml } of documents)
      for (const [what, edit] of Object.entries(DRIFTS)) {
        const edited = edit(xml)
        if (edited === xml || !definitionOf(edited)) continue
        // A host never has an alias of a machine: libvirt resolves it when it defines a domain.
        if (what === 'machine type' && /machine='(pc|q35)'/.test(xml)) continue
        const { drift, wanted } = compare(xml, edited)
        assert.ok(drift.length > 0, `${what} in ${path}`)
        assert.equal(
          wanted.map(one => one.path),
          [],
          `${what} in ${path}`,
        )
        count++
      }
    console.log(`${count} changes in ${documents.length} documents`)
    assert.ok(count > 1000)
  })

  test('another spelling is not a change', () => {
    for (const { path, xml } of documents)
      for (const [what, edit] of Object.entries(SPELLINGS)) {
        const { drift, wanted } = compare(xml, edit(xml))
        assert.equal(
          [...drift, ...wanted].map(one => one.path),
          [],
          `${what} in ${path}`,
        )
      }
  })
}

test.run()
