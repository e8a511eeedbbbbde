// Changes of programs, patched into the definitions that a real libvirt daemon has: no guest finds its hardware elsewhere.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import { compareDomain, definitionOf, mergeProgram } from '../../../src/hosts/plan/domain-plan.ts'
import type { ProgramDomain } from '../../../src/hosts/plan/resolve.ts'
import { showSecrets, withoutPrivate } from '../../../src/hosts/plan/secrets.ts'
import { domain } from '../../../src/schema/domain/domain.ts'
import type { Node } from '../../../src/tree/node.ts'
import { emit } from '../../../src/xml/emit.ts'
import { read } from '../../../src/xml/read.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { corpusDomains } from './corpus-domains.ts'
import { compareDefinitions, defineOnHost } from './define-on-host.ts'
import { programChanges } from './program-changes.ts'

const test = suite('patches on hosts')
const STEP = Number(process.env.CORPUS_STEP ?? 8)
const ONLY = new RegExp(process.env.CHANGES ?? '')
const VERBOSE = process.env.VERBOSE !== undefined

const programOf = (written: Node): ProgramDomain => ({ written, filled: fill([written])[0]! })
const record = (node: Node): string => emit(withoutPrivate(node))
const facts = { takenMacs: new Set<string>(), libvirt: '9.0.0' }

const missing = missingForHosts() ?? (libvirtDir === undefined ? skipped : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('patches on hosts')
} else {
  const hv1 = startHost('hv1')
  const hv2 = startHost('hv2')
  const documents = corpusDomains()
    .filter((_, index) => index % STEP === 0)
    .flatMap(({ path, uuid, xml }) => {
      const { node } = read(xml, domain)
      return node ? [{ path, uuid, program: programOf(node) }] : []
    })
  const defined = await defineOnHost(
    hv1,
    documents.map(({ uuid, program }) => ({ uuid, xml: emit(program.filled) })),
  )
  const domains = documents.flatMap((one, index) => {
    const { xml } = defined[index]!
    return xml === undefined ? [] : [{ ...one, before: xml }]
  })
  console.log(`${documents.length} documents, ${domains.length} defined`)
  const total = { tried: 0, refused: 0, wrong: 0 }

  for (const [what, change] of Object.entries(programChanges).filter(([name]) => ONLY.test(name)))
    test(what, async () => {
      const changed = domains.flatMap(one => {
        const written = change(one.program.written)
        if (!written) return []
        const program = programOf(written)
        const names = { project: 'shop', name: 'x', uuid: one.uuid, host: 'hv1', libvirt: '9.0.0' }
        const marker = {
          ...names,
          program: record(one.program.filled),
          definition: record(definitionOf(one.before)!),
        }
        const definition = definitionOf(one.before)!
        const patch = mergeProgram(program, definition, marker, facts.takenMacs)!
        return patch.ambiguous.length > 0 ? [] : [{ ...one, program, marker, patch }]
      })
      const fresh = await defineOnHost(
        hv2,
        changed.map(({ uuid, patch }) => ({ uuid, xml: emit(showSecrets(patch.program)) })),
      )
      const after = await defineOnHost(
        hv1,
        changed.map(({ uuid, patch }) => ({ uuid, xml: emit(showSecrets(patch.node)) })),
      )
      const wrong: string[] = []
      const compared = changed.flatMap((one, index) => {
        const [patched, made] = [after[index]!, fresh[index]!]
        if (made.error !== undefined) total.refused++
        if (patched.xml === undefined && made.xml !== undefined)
          wrong.push(`${one.path}: refused: ${patched.error}`)
        return patched.xml !== undefined && made.xml !== undefined
          ? [{ ...one, after: patched.xml, fresh: made.xml }]
          : []
      })
      const comparisons = compareDefinitions(compared)
      for (const [index, one] of compared.entries()) {
        const { moved, differs } = comparisons[index]!
        for (const text of [...moved, ...differs]) wrong.push(`${one.path}: ${text}`)
        const marker = {
          ...one.marker,
          program: record(one.patch.program),
          definition: record(definitionOf(one.after)!),
        }
        const host = { ...HOST, uuid: one.uuid, xml: one.after }
        const { wanted, drift } = compareDomain(one.program, host, marker, facts)!
        for (const { kind, path } of [...wanted, ...drift])
          wrong.push(`${one.path}: still differs: ${kind} ${path}`)
      }
      total.tried += compared.length
      total.wrong += new Set(wrong.map(text => text.split(':')[0])).size
      if (VERBOSE)
        console.log(
          `${what}: ${changed.length} changed, ${compared.length} defined\n  ${wrong.join('\n  ')}`,
        )
      assert.equal(wrong, [])
    })

  test.after(() => {
    console.log(
      `${total.tried} changes of programs, ${total.wrong} wrong; libvirt refuses ${total.refused} more in a new definition`,
    )
  })
}

const HOST = {
  ...{ name: '', state: 'shut off', isActive: false, isPersistent: true },
  ...{ hasAutostart: false, hasManagedSave: false },
}

test.run()
