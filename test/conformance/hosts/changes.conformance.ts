// Programs change, and vmc apply changes the definitions of libvirt's own documents on a real daemon. What moved is judged from the raw
// XML, by a program that knows nothing of vmc. CORPUS_STEP=6 makes more than 1,000 changes of more than 150 documents.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { buildTrees } from '../../../src/build/build.ts'
import { fill } from '../../../src/build/domains/fill.ts'
import { adoptDomains } from '../../../src/hosts/apply/adopt.ts'
import { applyPlan } from '../../../src/hosts/apply/apply.ts'
import type { Outcome } from '../../../src/hosts/apply/outcome.ts'
import {
  type ComparedDomain,
  isSettled,
  makePlan,
  type Plan,
} from '../../../src/hosts/plan/plan.ts'
import { readHosts } from '../../../src/hosts/read-hosts.ts'
import { VirshConnection } from '../../../src/hosts/virsh/virsh-connection.ts'
import { standardPolicy } from '../../../src/rules/standard-policy.ts'
import { domain as domainElement } from '../../../src/schema/domain/domain.ts'
import type { Node } from '../../../src/tree/node.ts'
import { emit } from '../../../src/xml/emit.ts'
import { read as readXml } from '../../../src/xml/read.ts'
import { hostProject } from '../../support/host-project.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { folder, vmc } from '../../support/vmc.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { CHANGES } from './applied-changes.ts'
import { corpusDomains, defineAll } from './corpus-domains.ts'

const test = suite('changes of programs on hosts')
const STEP = Number(process.env.CORPUS_STEP ?? 100)

// A test allows every dangerous change, but takes it for granted that nothing else moves.
const allow = ['devices', 'os', 'name', 'sysinfo']

const missing = missingForHosts() ?? (libvirtDir === undefined ? skipped : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('changes of programs on hosts')
} else {
  const hv1 = startHost('hv1')
  const env = { ...process.env, XDG_STATE_HOME: folder() }
  const addresses = [{ name: 'hv1', uri: hv1.uri }]

  const read = () => readHosts(addresses, { env, timeout: 120 })

  async function planFor(programs: readonly Node[]): Promise<Plan> {
    const domains = programs.map(written => ({ written, filled: fill([written], 'shop')[0]! }))
    return makePlan({ project: 'shop', domains, hosts: await read() })
  }

  /** The programs of documents that the host has, adopted by the project. */
  async function adopted(): Promise<readonly Node[]> {
    const all = corpusDomains().filter((_, index) => index % STEP === 0)
    await defineAll(hv1, all)
    const rules = Object.fromEntries(standardPolicy.rules.map(({ slug }) => [slug, 'off' as const]))
    const cwd = hostProject({ hv1 }, {}, { rules })
    await vmc(['import', '--from', 'hv1', '--no-fold', '--into', 'infra.ts'], cwd)
    const { trees } = await buildTrees([join(cwd, 'infra.ts')], {
      ...{ cwd, project: 'shop', typecheck: false, rules, hosts: { hv1: { uri: hv1.uri } } },
    })
    // The program is of the built vmc, whose tables are not those of this test.
    const programs = trees.map(({ written }) => readXml(emit(written), domainElement).node!)
    const plan = await planFor(programs)
    const domains = plan.domains.filter((one): one is ComparedDomain => 'source' in one)
    const connection = new VirshConnection(hv1.uri, { env, timeout: 120 })
    const [host] = await read()
    const settings = { project: 'shop', libvirt: host!.inventory!.libvirt, macs: plan.macs }
    await adoptDomains(connection, domains, settings)
    return programs
  }

  /** What became of a change: `changed`, or the reason why not. */
  const resultOf = (outcome: Outcome): string =>
    outcome.kind === 'failed' || outcome.kind === 'refused' ? outcome.reason : outcome.kind

  test('no other device moves, and then nothing differs', async () => {
    const programs = [...(await adopted())]
    const cases: object[] = []
    const reasons = new Map<string, number>()
    const unsettled: string[] = []
    const count = new Map<string, number>()
    for (const [round, { what, change, removed = {} }] of CHANGES.entries()) {
      const attempts = programs.flatMap((program, index) => {
        // Each document takes its turn; a device that was added is removed in the next round.
        const next = (index + (round >> 1)) % 4 === 0 ? change(program) : undefined
        return next ? [{ index, next }] : []
      })
      const plan = await planFor(attempts.map(({ next }) => next))
      const hosts = await read()
      const { hosts: outcomes, decisions } = await applyPlan(plan, hosts, {
        ...{ project: 'shop', allow, keepsGoing: true, env, timeout: 120 },
      })
      const results = new Map(
        outcomes.flatMap(({ domains }) => domains.map(one => [one.uuid, resultOf(one.outcome)])),
      )
      for (const one of decisions)
        if (one.kind === 'blocked') results.set(one.domain.uuid, one.obstacles[0]!.reason)
      const done = new Set<string>()
      for (const [position, { index, next }] of attempts.entries()) {
        const { uuid } = plan.domains[position]!
        const result = results.get(uuid) ?? 'nothing to do'
        if (result === 'changed' || result === 'nothing to do') {
          programs[index] = next
          done.add(uuid)
        }
        if (result === 'changed') count.set(what, (count.get(what) ?? 0) + 1)
        else reasons.set(`${what}: ${result}`, (reasons.get(`${what}: ${result}`) ?? 0) + 1)
      }
      const after = await planFor(
        attempts.filter((_, at) => done.has(plan.domains[at]!.uuid)).map(({ next }) => next),
      )
      for (const one of after.domains)
        if (!isSettled(one)) unsettled.push(`${what}: ${one.name} ${textOf(one)}`)
      const xmls = new Map(after.domains.map(one => [one.uuid, one]))
      for (const one of plan.domains) {
        const now = xmls.get(one.uuid)
        if (now && 'source' in now && 'source' in one)
          cases.push({
            ...{ what, name: one.name, removed },
            ...{ before: one.source.definition.xml, after: now.source.definition.xml },
          })
      }
    }
    const judge = spawnSync(
      '/usr/bin/python3',
      [join('test', 'conformance', 'hosts', 'unmoved.py')],
      {
        input: cases.map(one => `${JSON.stringify(one)}\n`).join(''),
        encoding: 'utf8',
      },
    )
    const total = [...count.values()].reduce((sum, n) => sum + n, 0)
    console.log(`${programs.length} documents, ${total} changes: ${judge.stderr.trim()}`)
    for (const [what, n] of count) console.log(`  ${n} ${what}`)
    for (const [reason, n] of reasons) console.log(`  not made: ${n} ${reason.slice(0, 200)}`)
    assert.equal([judge.stdout, judge.status], ['', 0])
    assert.equal(unsettled, [])
    assert.ok(total >= 4000 / STEP, `${total} changes`)
  })

  const textOf = (one: Plan['domains'][number]): string =>
    'wanted' in one
      ? [...one.wanted, ...one.drift].map(({ kind, path }) => `${kind} ${path}`).join(', ')
      : one.status
}

test.run()
