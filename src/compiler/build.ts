import { resolve } from 'node:path'
import {
  arrange,
  type Diagnostic,
  diagnose,
  fails,
  type Waived,
} from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { DomainBuilder } from '../dsl/domain.ts'
import { nodeOf } from '../dsl/normalise.ts'
import type { Node } from '../tree/node.ts'
import { validate } from '../validate/validate.ts'
import { emit } from '../xml/emit.ts'
import { checkRaw } from '../xml/raw.ts'
import { fill } from './fill.ts'
import { nameOf } from './identity.ts'
import type { FileStatus } from './output.ts'
import { type PolicyOptions, policyOf } from './policy.ts'
import { run } from './program.ts'
import { recall } from './recall.ts'
import { ask, objection, type SecondOpinion } from './rng.ts'
import { toldOnce } from './type-findings.ts'
import { type TypeProblem, typecheck } from './typecheck.ts'
import { write } from './write.ts'

/** How to build. Everything can be left out. */
export interface BuildOptions extends PolicyOptions {
  /** The folder to write to; nothing is written where it is left out. */
  readonly outDir?: string
  /** The folder that relative paths start from; the current one if left out. */
  readonly cwd?: string
  /** Compare with what stands in `outDir`, and write nothing. */
  readonly check?: boolean
  /** The names of the domains to build; all if left out. */
  readonly only?: readonly string[]
  /** Let warnings stop the build as errors do. */
  readonly strict?: boolean
  /** Whether TypeScript checks the types of the program; it does if left out. */
  readonly typecheck?: boolean
  /** Ask libvirt's own schemas too: those in a folder, or with `true` those that are installed. */
  readonly rng?: string | true
  /** Told how far the work has come, of how many domains. */
  readonly onProgress?: (done: number, all: number) => void
}

type TypeProblems = readonly TypeProblem[]

/** What a build gives. */
export interface BuildResult {
  /** Every domain, as its XML; empty where something is wrong. */
  readonly domains: readonly { readonly name: string; readonly xml: string }[]
  /** What became of each file of the output folder. */
  readonly files: readonly FileStatus[]
  readonly diagnostics: readonly Diagnostic[]
  /** What rules found and the program waives. */
  readonly waived: readonly Waived[]
}

/**
 * Builds the domains of a program, or domains at hand. It never prints and never exits: what is wrong is in
 * `diagnostics`, and nothing is written if one of them is an error.
 *
 * @example
 * const { diagnostics } = await build('infra.ts', { outDir: 'vmc.out' })
 */
export async function build(
  entry: string | Iterable<string | DomainBuilder>,
  options: BuildOptions = {},
): Promise<BuildResult> {
  const given = typeof entry === 'string' ? [entry] : [...entry]
  const entries = given.filter(one => typeof one === 'string')
  const isChecked = entries.length > 0 && options.typecheck !== false
  // The checker is a process of its own; it starts first, for loading keeps this thread busy.
  return buildBeside(isChecked ? typecheck(entries, options) : [], given, options)
}

/** Builds while the types of the program are being checked. */
export async function buildBeside(
  check: TypeProblems | Promise<TypeProblems>,
  given: readonly (string | DomainBuilder)[],
  options: BuildOptions,
): Promise<BuildResult> {
  const cwd = resolve(options.cwd ?? '.')
  const entries = given.filter(one => typeof one === 'string').map(one => resolve(cwd, one))
  // A check that cannot be made is told when it is awaited, and is no fault of the program.
  Promise.resolve(check).catch(() => {})
  // Asking libvirt's own schemas takes longer than capturing every call.
  const captured = options.rng === undefined ? undefined : Number.POSITIVE_INFINITY
  const program = await run(entries, cwd, captured)
  const opinion = options.rng === undefined ? undefined : await ask(options.rng)
  const atHand = given.filter(one => typeof one !== 'string').map(one => nodeOf(one)!)
  const checked = examine([...program.domains, ...atHand], options)
  const findings = [...checked.checks, ...checked.waived.map(({ finding }) => finding)]
  const placed = await recall(findings, { entries, cwd, calls: program.calls })
  const waived = checked.waived.map(one => ({ ...one, finding: placed(one.finding) }))
  const told = [
    ...toldOnce(await check, program.diagnostics, checked.checks.map(placed)),
    ...checked.others,
  ]
  return finish({ ...checked, waived }, told, entries, cwd, options, opinion)
}

/** Domains with all filled in, and what is to be told of them. */
interface Checked {
  readonly nodes: readonly Node[]
  readonly checks: readonly Diagnostic[]
  /** What is wrong with the options. */
  readonly others: readonly Diagnostic[]
  readonly waived: readonly { readonly finding: Diagnostic; readonly reason: string }[]
}

/** What comes between running a program and writing what it makes: fill in, check. */
export function examine(domains: readonly Node[], options: BuildOptions): Checked {
  const { nodes, unknown } = select(fill(domains), options.only)
  const waived: { finding: Diagnostic; reason: string }[] = []
  const { policy, faults } = policyOf(options)
  const others = [...faults.map(fault => diagnose('VMC4010', fault)), ...unknown]
  const checks = [
    ...validate(nodes, policy, {
      // Checking a domain takes about as long as writing it.
      onChecked: checked => options.onProgress?.(Math.floor(checked / 2), nodes.length),
      onWaived: (finding, reason) => waived.push({ finding, reason }),
      isWhole: options.only === undefined,
    }),
    ...nodes.flatMap(checkRaw),
  ]
  return { nodes, checks, waived, others }
}

/** What is left to do once all is checked: write, if nothing stands against it. */
export function finish(
  checked: Checked,
  told: readonly Diagnostic[],
  entries: readonly string[],
  cwd: string,
  options: BuildOptions,
  opinion?: SecondOpinion | Diagnostic,
): BuildResult {
  const { nodes } = checked
  const waived = arrange(checked.waived.map(({ finding, reason }) => ({ ...finding, reason })))
  const found = arrange([...told, ...(opinion && 'code' in opinion ? [opinion] : [])])
  if (fails(found, options.strict)) return { domains: [], files: [], diagnostics: found, waived }
  const domains = nodes.map((node, index) => {
    options.onProgress?.(Math.floor((nodes.length + index + 1) / 2), nodes.length)
    return { name: nameOf(node), xml: emit(node) }
  })
  if (opinion && 'check' in opinion) {
    const objections = nodes.flatMap((node, index) => objected(opinion, node, domains[index]!.xml))
    if (objections.length > 0) {
      return { domains: [], files: [], diagnostics: arrange([...found, ...objections]), waived }
    }
  }
  if (options.outDir === undefined) return { domains, files: [], diagnostics: found, waived }
  return {
    domains,
    waived,
    ...write(domains, resolve(cwd, options.outDir), entries, found, options),
  }
}

function objected(opinion: SecondOpinion, node: Node, xml: string): readonly Diagnostic[] {
  const objections = opinion.check(xml)
  if (objections.length === 0) return []
  return [diagnose('VMC1012', { ...objection(objections), path: 'domain', origin: node.origin })]
}

function select(
  nodes: readonly Node[],
  only: readonly string[] | undefined,
): { nodes: readonly Node[]; unknown: Diagnostic[] } {
  if (only === undefined) return { nodes, unknown: [] }
  const names = nodes.map(nameOf)
  const unknown = only
    .filter(name => !names.includes(name))
    .map(name => {
      const near = nearest(name, names)
      return diagnose('VMC4010', {
        message: `no domain is named "${name}"`,
        help:
          near === undefined
            ? `the program has ${names.slice(0, 10).join(', ') || 'none'}`
            : `did you mean "${near}"?`,
      })
    })
  return { nodes: nodes.filter(node => only.includes(nameOf(node))), unknown }
}
