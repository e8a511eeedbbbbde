// Changes of programs, patched into the definitions that a real libvirt daemon has: no guest finds its hardware elsewhere.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import type { Marker } from '../../../src/hosts/marker.ts'
import {
  adoptedState,
  compareDomain,
  definitionOf,
  mergeProgram,
} from '../../../src/hosts/plan/domain-plan.ts'
import type { ProgramDomain } from '../../../src/hosts/plan/resolve.ts'
import {
  recordedDefinition,
  recordedProgram,
  showSecrets,
} from '../../../src/hosts/plan/secrets.ts'
import { domain } from '../../../src/schema/domain/domain.ts'
import type { Node } from '../../../src/tree/node.ts'
import { emit } from '../../../src/xml/emit.ts'
import { read } from '../../../src/xml/read.ts'
import { stoppedDomain } from '../../support/host-domains.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { corpusDomains } from './corpus-domains.ts'
import { compareDefinitions, defineOnHost } from './define-on-host.ts'
import { programChanges, withoutNames } from './program-changes.ts'

const test = suite('patches on hosts')
// Without them, each change is tried in every eighth document only.
const STEP = Number(process.env.CORPUS_STEP ?? 6)
const CHANGE_STEP = Number(process.env.CHANGE_STEP ?? 8)
const SEED = Number(process.env.SEED ?? 0)
const ONLY = new RegExp(process.env.CHANGES ?? '')

const programOf = (written: Node): ProgramDomain => ({ written, filled: fill([written])[0]! })
const facts = { takenMacs: new Set<string>(), libvirt: '9.0.0' }
const recorded = (program: Node, xml: string): Pick<Marker, 'program' | 'definition'> => ({
  program: emit(recordedProgram(program)),
  definition: emit(recordedDefinition(definitionOf(xml)!)),
})

/** The ways in which a program can have come to own its domain, each as what it records. */
const WAYS = {
  'applied as it is written': (program: ProgramDomain, xml: string) =>
    recorded(program.filled, xml),
  'applied with names that vmc filled in': (program: ProgramDomain, xml: string) =>
    recorded(program.filled, xml),
  adopted: (program: ProgramDomain, xml: string) => {
    const state = adoptedState(program, stoppedDomain(xml), facts.takenMacs)!
    return { program: emit(state.program), definition: emit(state.definition) }
  },
}
const ways = Object.keys(WAYS) as readonly (keyof typeof WAYS)[]

const missing = missingForHosts() ?? (libvirtDir === undefined ? skipped : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('patches on hosts')
} else {
  const [hv1, hv2] = [startHost('hv1'), startHost('hv2')]
  const documents = corpusDomains()
    .filter((_, index) => index % STEP === 0)
    .flatMap(({ path, uuid, xml }, index) => {
      const { node } = read(xml, domain)
      const way = ways[(index + SEED) % ways.length]!
      if (!node) return []
      const written = way === 'applied with names that vmc filled in' ? withoutNames(node) : node
      return [{ path, uuid, way, program: programOf(written) }]
    })
  const defined = await defineOnHost(
    hv1,
    documents.map(({ uuid, program }) => ({ uuid, xml: emit(program.filled) })),
  )
  const readBack = documents.flatMap((one, index) => {
    const { xml } = defined[index]!
    return xml === undefined ? [] : [{ ...one, before: xml }]
  })
  // libvirt changes a few definitions of its own when it reads them again.
  const again = await defineOnHost(
    hv1,
    readBack.map(({ uuid, before }) => ({ uuid, xml: before })),
  )
  const domains = readBack.filter(({ before }, index) => again[index]!.xml === before)
  const kinds = Object.entries(programChanges).filter(([name]) => ONLY.test(name))
  let ambiguous = 0
  const changed = kinds.flatMap(([what, change], kind) =>
    domains
      .filter((_, index) => (index + kind + SEED) % CHANGE_STEP === 0)
      .flatMap(one => {
        const written = change(one.program.written)
        if (!written) return []
        const program = programOf(written)
        const names = { project: 'shop', name: 'x', uuid: one.uuid, host: 'hv1', libvirt: '9.0.0' }
        const marker: Marker = { ...names, ...WAYS[one.way](one.program, one.before) }
        const definition = definitionOf(one.before)!
        const patch = mergeProgram(program, definition, marker, facts.takenMacs)!
        if (patch.ambiguous.length > 0) ambiguous++
        return patch.ambiguous.length > 0 ? [] : [{ ...one, what, program, marker, patch }]
      }),
  )
  const [fresh, patched] = await Promise.all([
    defineOnHost(
      hv2,
      changed.map(({ uuid, patch }) => ({ uuid, xml: emit(showSecrets(patch.program)) })),
    ),
    defineOnHost(
      hv1,
      changed.map(({ uuid, patch }) => ({ uuid, xml: emit(showSecrets(patch.node)) })),
    ),
  ])
  const results = changed.map((one, index) => ({
    ...one,
    refusal: patched[index]!.error,
    after: patched[index]!.xml,
    fresh: fresh[index]!.xml,
  }))
  const accepted = results.filter(one => one.fresh !== undefined)
  const comparable = accepted.flatMap(({ after, fresh, ...one }) =>
    after === undefined || fresh === undefined ? [] : [{ ...one, after, fresh }],
  )
  const comparisons = compareDefinitions(comparable)
  const faults = new Map<string, string[]>(kinds.map(([what]) => [what, []]))
  for (const { what, path, way, refusal } of accepted)
    if (refusal !== undefined) faults.get(what)!.push(`${path} (${way}): refused: ${refusal}`)
  for (const [
    index,
    { what, path, way, after, program, patch, marker, uuid },
  ] of comparable.entries()) {
    const { moved, differs } = comparisons[index]!
    const applied = recorded(patch.program, after)
    const host = { ...stoppedDomain(after), uuid }
    const { wanted, drift } = compareDomain(program, host, { ...marker, ...applied }, facts)!
    const still = [...wanted, ...drift].map(({ kind, path: at }) => `still differs: ${kind} ${at}`)
    for (const text of [...moved, ...differs, ...still])
      faults.get(what)!.push(`${path} (${way}): ${text}`)
  }
  console.log(
    `${documents.length} documents, ${readBack.length} defined, ${domains.length} of them the same when defined again: ${comparable.length} changes of programs patched; ${ambiguous} were ambiguous, and libvirt refuses ${results.length - accepted.length} in a new definition, too`,
  )
  for (const [what] of kinds) test(what, () => assert.equal(faults.get(what), []))
  if (process.env.CHANGES === undefined)
    test('the changes are many', () => {
      assert.ok(domains.length >= 900 / STEP)
      assert.ok(comparable.length >= 1000)
    })
}

test.run()
