import { resolve } from 'node:path'
import {
  arrange,
  callsOf,
  type Diagnostic,
  diagnose,
  fails,
  placed,
} from '../diagnostics/diagnostic.ts'
import type { DomainBuilder } from '../dsl/domain.ts'
import { nodeOf } from '../dsl/normalise.ts'
import { numbersIn, withDiscards } from '../program/discards/with-discards.ts'
import { run } from '../program/load/program.ts'
import { mergeDiagnostics } from '../program/types/merge-diagnostics.ts'
import { type TypeProblem, typecheck } from '../program/types/typecheck.ts'
import type { BuildOptions, BuildResult, BuiltDomain } from './build-options.ts'
import { describeRngErrors, type RngValidator, tryLoadRng } from './documents/rng.ts'
import { type Made, Pipeline } from './domains/pipeline.ts'
import { recall } from './domains/recall.ts'
import { NO_PROGRAM } from './output/manifest.ts'
import { writeOutput } from './output/write-output.ts'
import { OutputWriter } from './output/writer.ts'

type TypeProblems = readonly TypeProblem[]

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
  const outlet =
    options.outDir === undefined
      ? undefined
      : new OutputWriter({
          folder: resolve(cwd, options.outDir),
          entries: entries.length < given.length ? [...entries, NO_PROGRAM] : entries,
          cwd,
          keep: options.only !== undefined,
          check: options.check === true,
          prune: options.prune === true,
          overwrite: options.overwrite === true,
        })
  try {
    // Asking libvirt's own schemas takes longer than capturing every call.
    const captured = options.rng === undefined ? undefined : Number.POSITIVE_INFINITY
    const pipeline = new Pipeline(options, outlet?.add)
    const program = await run(entries, cwd, pipeline.add, captured)
    const opinion = options.rng === undefined ? undefined : await tryLoadRng(options.rng, cwd)
    for (const one of given) if (typeof one !== 'string') pipeline.add(nodeOf(one)!)
    const works = await pipeline.end()
    const findings = [...works.checks, ...works.waived.map(({ finding }) => finding)]
    const asked = [...findings.flatMap(callsOf), ...numbersIn(program.unused)]
    const calls = await recall(asked, { entries, cwd, calls: program.calls })
    const place = (one: Diagnostic) => placed(one, calls)
    const ran = await withDiscards(program, calls)
    const told = [
      ...mergeDiagnostics(await check, ran, works.checks.map(place)),
      ...works.others,
      ...(opinion && 'code' in opinion ? [opinion] : []),
    ]
    const waived = arrange(
      works.waived.map(({ finding, reason }) => ({ ...place(finding), reason })),
    )
    const second = opinion && 'check' in opinion ? opinion : undefined
    return { waived, ...(await finish(works.made, told, outlet, options, second)) }
  } finally {
    await outlet?.close()
  }
}

/** What is left to do once all is checked: write, if nothing stands against it. */
async function finish(
  made: readonly Made[],
  told: readonly Diagnostic[],
  outlet: OutputWriter | undefined,
  options: BuildOptions,
  opinion: RngValidator | undefined,
): Promise<Omit<BuildResult, 'waived'>> {
  const found = arrange(told)
  if (fails(found, options.strict)) return { domains: [], files: [], diagnostics: found }
  const objections = opinion ? made.flatMap(one => objected(opinion, one)) : []
  if (objections.length > 0) {
    return { domains: [], files: [], diagnostics: arrange([...found, ...objections]) }
  }
  const domains = made.map(builtDomain)
  if (!outlet) return { domains, files: [], diagnostics: found }
  const clashes = sameFiles(made)
  if (clashes.length > 0)
    return { domains: [], files: [], diagnostics: arrange([...found, ...clashes]) }
  return { domains, ...(await writeOutput(outlet, found, options.check)) }
}

function builtDomain({ name, xml, host, programs }: Made): BuiltDomain {
  const [program, ...others] = programs
  return {
    name,
    xml,
    ...(host !== undefined && { host }),
    ...(program !== undefined && { program: others.length > 0 ? programs : program }),
  }
}

/** Domains that would be written to the same file. The rule about names finds them first, unless it is switched off. */
function sameFiles(made: readonly Made[]): readonly Diagnostic[] {
  const seen = new Map<string, Made>()
  return made.flatMap(one => {
    const first = seen.get(one.name)
    if (first) {
      const message = `two domains make ${one.name}.xml`
      const help = 'give each its own name'
      const related = [{ message: 'the first is here', origin: first.origin }]
      return [diagnose('VMC4018', { message, origin: one.origin, help, related })]
    }
    seen.set(one.name, one)
    return []
  })
}

function objected(opinion: RngValidator, { xml, origin }: Made): readonly Diagnostic[] {
  const objections = opinion.check(xml)
  if (objections.length === 0) return []
  return [diagnose('VMC1012', { ...describeRngErrors(objections), path: 'domain', origin })]
}
