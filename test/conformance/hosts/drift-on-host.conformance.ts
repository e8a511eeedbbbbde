// Changes by others that a real libvirt daemon accepts: all are seen, and none is undone.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Marker } from '../../../src/hosts/marker.ts'
import { compareDomain } from '../../../src/hosts/plan/domain-plan.ts'
import { definitionOf } from '../../../src/hosts/plan/host-definition.ts'
import { recordedDefinition, recordedProgram } from '../../../src/hosts/plan/secrets.ts'
import { emit } from '../../../src/xml/emit.ts'
import { stoppedDomain } from '../../support/host-domains.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { corpusOnHost } from './corpus-on-host.ts'
import { defineOnHost } from './define-on-host.ts'
import { DRIFTS, SPELLINGS } from './drifts.ts'

const test = suite('drift on hosts')
const STEP = Number(process.env.CORPUS_STEP ?? 9)

const missing = missingForHosts() ?? (libvirtDir === undefined ? skipped : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('drift on hosts')
} else {
  const hv1 = startHost('hv1')
  const domains = (await corpusOnHost(hv1, STEP)).map(one => {
    const names = { project: 'shop', name: '', uuid: one.uuid, host: 'hv1', libvirt: '9.0.0' }
    const marker: Marker = {
      ...names,
      program: emit(recordedProgram(one.program.filled)),
      definition: emit(recordedDefinition(definitionOf(one.xml)!)),
    }
    return { ...one, marker }
  })

  /** The definitions after others changed them, where libvirt accepts the change. */
  async function changed(edits: typeof DRIFTS) {
    const all = Object.entries(edits).flatMap(([what, edit]) =>
      domains.flatMap(one => {
        const edited = edit(one.xml)
        return edited === one.xml ? [] : [{ ...one, what, edited }]
      }),
    )
    const onHost = await defineOnHost(
      hv1,
      all.map(({ uuid, edited }) => ({ uuid, xml: edited })),
    )
    return all.flatMap((one, index) => {
      const { xml: after } = onHost[index]!
      if (after === undefined) return []
      const facts = { takenMacs: new Set<string>(), libvirt: '9.0.0' }
      const differences = compareDomain(one.program, stoppedDomain(after), one.marker, facts)!
      return [{ ...one, after, ...differences }]
    })
  }
  const nameOf = ({ what, path }: { what: string; path: string }) => `${what} in ${path}`

  test('every change by others is seen, and none is undone', async () => {
    // libvirt ignores some changes: then the definition is as before.
    const drifts = (await changed(DRIFTS)).filter(({ xml, after }) => after !== xml)
    assert.equal(drifts.filter(({ drift }) => drift.length === 0).map(nameOf), [])
    assert.equal(drifts.filter(({ wanted }) => wanted.length > 0).map(nameOf), [])
    console.log(`${drifts.length} changes by others in ${domains.length} domains`)
    assert.ok(drifts.length >= 9000 / STEP)
  })

  test('a definition that is spelled otherwise is the same', async () => {
    const same = (await changed(SPELLINGS)).filter(({ xml, after }) => after === xml)
    assert.equal(same.filter(one => one.drift.length + one.wanted.length > 0).map(nameOf), [])
    console.log(`${same.length} other spellings`)
    assert.ok(same.length >= 1000 / STEP)
  })
}

test.run()
