import { readdirSync, readFileSync } from 'node:fs'
import type { Policy } from '../../src/check/policy.ts'
import type { Rule } from '../../src/check/rule.ts'
import type { Node } from '../../src/tree/node.ts'
import { corpus, libvirtDir } from '../conformance/corpus.ts'
import { type Findings, median, middle } from './measure.ts'
import {
  checkRules,
  checkSchema,
  domain,
  fill,
  language,
  nodeOf,
  read,
  standardPolicy,
} from './shipped.ts'

const { bridge, file, GiB, pty, domain: vm, vnc } = language

const examples = new URL('../../examples/', import.meta.url)
const COSTLIEST = 10
const ROUNDS = 5
// V8 needs many runs to optimise so many rules.
const RUNS = 15

/** Measures the time of the rules compared with the schema check, the slowest rules, and how the time grows with a fleet. */
export async function run(quick: boolean): Promise<Findings> {
  const trees = documents().flatMap(xml => read(xml, domain).node ?? [])
  const all = (policy: Policy) => () => {
    for (const tree of trees) checkRules([tree], policy)
  }
  const runs = quick ? 5 : RUNS
  const checkAll = (nodes: readonly Node[]) => () => {
    for (const node of nodes) checkSchema(node)
  }
  const schema = await median(checkAll(trees), runs)
  const rules = await median(all(standardPolicy), runs)
  const each = costsOf(trees)
  const costs = each.slice(0, COSTLIEST)

  const sizes = quick ? [100, 1_000] : [100, 1_000, 10_000]
  const fleets: [number, number, number][] = []
  for (const size of sizes) {
    const nodes = fleet(size)
    const check = await median(checkAll(nodes))
    fleets.push([
      size,
      check / size,
      (await median(() => checkRules(nodes, standardPolicy))) / size,
    ])
  }
  const [, , least] = fleets[0]!
  const [, , most] = fleets.at(-1)!
  const micro = (ms: number): string => (ms * 1000).toFixed(1)
  return {
    tables: [
      [
        [
          `${trees.length} documents, ${standardPolicy.rules.length} rules`,
          'µs per document',
          '× schema check',
        ],
        ...[['schema check', schema] as const, ['all rules', rules] as const].map(([name, ms]) => [
          name,
          micro(ms / trees.length),
          (ms / schema).toFixed(2),
        ]),
        ...costs.map(([slug, ms]) => [
          `of these, ${slug}`,
          micro(ms / trees.length),
          (ms / schema).toFixed(2),
        ]),
      ],
      [
        ['domains in the fleet', 'µs of rules per domain', '× schema check', '× smallest fleet'],
        ...fleets.map(([size, check, ms]) => [
          size.toLocaleString('en'),
          micro(ms),
          (ms / check).toFixed(2),
          (ms / least).toFixed(2),
        ]),
      ],
    ],
    targets: [
      { what: 'all rules, compared with the schema check', figure: rules / schema, most: 2 },
      {
        what: `rules per domain in a fleet of ${sizes.at(-1)}, compared with a fleet of ${sizes[0]}`,
        figure: most / least,
        most: 1.5,
      },
    ],
  }
}

/** The milliseconds that each rule takes for all documents, slowest first. Fields are cached, so the first rule to read one pays. */
function costsOf(trees: readonly Node[]): readonly (readonly [string, number])[] {
  const all = new Map<string, number[]>()
  let round = new Map<string, number>()
  const timed = (rule: Rule): Rule => ({
    ...rule,
    check: (element, context) => {
      const started = performance.now()
      const found = [...rule.check!(element, context)]
      const took = performance.now() - started
      round.set(rule.slug, (round.get(rule.slug) ?? 0) + took)
      return found
    },
  })
  const rules = standardPolicy.rules.filter(rule => rule.check).map(timed)
  const policy = { ...standardPolicy, rules }
  for (let nth = 0; nth < ROUNDS; nth++) {
    round = new Map()
    for (const tree of trees) checkRules([tree], policy)
    for (const [slug, ms] of round) all.set(slug, [...(all.get(slug) ?? []), ms])
  }
  const costs = [...all].map(([slug, times]) => [slug, middle(times)] as const)
  return costs.sort(([, a], [, b]) => b - a)
}

// libvirt's test documents, or those of the examples if they are not installed.
function documents(): readonly string[] {
  if (libvirtDir) return corpus().map(document => document.xml)
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  return files
    .filter(name => name.endsWith('.xml'))
    .map(name => readFileSync(new URL(name, examples), 'utf8'))
}

/** A typical fleet on ten hosts. Each domain has the devices that rules about fleets compare. */
const fleet = (size: number): readonly Node[] =>
  fill(
    Array.from(
      { length: size },
      (_, n) =>
        nodeOf(
          vm(`web${n}`)
            .q35()
            .acpi()
            .memory(GiB(2))
            .vcpu(2)
            .host(`hv${n % 10}`)
            .disk(...['a', 'b', 'c'].map(name => file(`/images/web${n}-${name}.qcow2`)))
            .nic(bridge('br0').model('virtio'), bridge('br1').model('virtio'))
            .serial(pty())
            .graphics(vnc().listen('127.0.0.1')),
        )!,
    ),
  )
