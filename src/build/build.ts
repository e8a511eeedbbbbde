import { resolve } from 'node:path'
import { arrange, type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import type { DomainBuilder } from '../dsl/domain.ts'
import { nodeOf } from '../dsl/normalise.ts'
import { run } from '../program/load/program.ts'
import { policyOf } from '../program/policy-options.ts'
import { mergeDiagnostics } from '../program/types/merge-diagnostics.ts'
import { type TypeProblem, typecheck } from '../program/types/typecheck.ts'
import type { BuildOptions, BuildResult, BuiltDomain } from './build-options.ts'
import { describeRngErrors, type RngValidator, tryLoadRng } from './documents/rng.ts'
import { findingsOf, locateOrigins } from './domains/locate-origins.ts'
import { type DomainTree, type EmittedDomain, Pipeline } from './domains/pipeline.ts'
import { comparable, similarFiles } from './output/listing.ts'
import { NO_PROGRAM } from './output/manifest.ts'
import { writeOutput } from './output/write-output.ts'
import { OutputWriter } from './output/writer.ts'

type TypeProblems = readonly TypeProblem[]

/**
 * Builds the domains of programs, or domains that are passed as values. The function does not print anything and does not end
 * the process. All problems are in `diagnostics`. If one of them is an error, no files are written.
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
  // The type check runs in a separate process. It is started first, because loading the program blocks this thread.
  return resultOf(await buildBeside(isChecked ? typecheck(entries, options) : [], given, options))
}

/** Builds the domains of programs, and also returns their trees. The location of every call is captured. */
export async function buildTrees(
  entries: readonly string[],
  options: BuildOptions,
): Promise<{ readonly result: BuildResult; readonly trees: readonly DomainTree[] }> {
  const trees: DomainTree[] = []
  const types = options.typecheck === false ? [] : typecheck(entries, options)
  return { result: resultOf(await buildBeside(types, entries, options, trees)), trees }
}

/** The result of a build in which the texts of the XML files are not joined yet. */
export interface EmittedBuild extends Omit<BuildResult, 'domains'> {
  readonly emitted: readonly EmittedDomain[]
}

const resultOf = ({ emitted, ...rest }: EmittedBuild): BuildResult => ({
  domains: emitted.map(builtDomain),
  ...rest,
})

/** Builds domains while the type check of the program (`check`) runs. The trees of the domains are added to `trees`. */
export async function buildBeside(
  check: TypeProblems | Promise<TypeProblems>,
  given: readonly (string | DomainBuilder)[],
  options: BuildOptions,
  trees?: DomainTree[],
): Promise<EmittedBuild> {
  const cwd = resolve(options.cwd ?? '.')
  const entries = given.filter(one => typeof one === 'string').map(one => resolve(cwd, one))
  // If the type check cannot run, the `await` below throws an error. This handler prevents Node from reporting an unhandled
  // rejection before that.
  Promise.resolve(check).catch(() => {})
  const writer =
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
    // If the caller needs the trees of the domains, the first run captures the locations of all calls. A second run could not
    // add locations to these trees.
    const isRepeatable = entries.length === given.length && canRepeat(options) && !trees
    const pipeline = new Pipeline(options, {
      ...(writer && { give: writer.add }),
      ...(trees && { trees }),
    })
    const program = await run(entries, cwd, pipeline.add, {
      maxCaptured: isRepeatable ? CAPTURED_CALLS : Number.POSITIVE_INFINITY,
      timeout: options.timeout === undefined ? undefined : options.timeout * 1000,
      set: options.set,
    })
    const opinion = options.rng === undefined ? undefined : await tryLoadRng(options.rng, cwd)
    for (const one of given) if (typeof one !== 'string') pipeline.add(nodeOf(one)!)
    const result = await pipeline.end()
    const first = await findingsOf(program, result)
    const found = program.recording.isMissing
      ? await locateOrigins(first, { entries, cwd, options })
      : first
    const diagnostics = [
      ...(await mergeDiagnostics(await check, found.ran, found.checks)),
      ...result.others,
      ...(opinion && 'code' in opinion ? [opinion] : []),
    ]
    const second = opinion && 'check' in opinion ? opinion : undefined
    return {
      waived: arrange(found.waived.map(({ finding, reason }) => ({ ...finding, reason }))),
      ...(await finish(result.emitted, diagnostics, writer, options, second)),
    }
  } finally {
    await writer?.close()
  }
}

// The number of calls whose locations the first run captures. This is enough for about a hundred domains.
const CAPTURED_CALLS = 2_000

/**
 * Whether a worker can repeat the build to find the locations of calls. It cannot if there are custom rules, because functions
 * cannot be passed to a worker. With `rng` and `libvirt`, capturing all locations in the first run is faster than a second run.
 */
const canRepeat = (options: BuildOptions): boolean =>
  options.rng === undefined &&
  !options.libvirt &&
  options.use === undefined &&
  policyOf(options).errors.length === 0

/** Runs the additional checks, and writes the files if there are no errors. */
async function finish(
  emitted: readonly EmittedDomain[],
  diagnostics: readonly Diagnostic[],
  writer: OutputWriter | undefined,
  options: BuildOptions,
  opinion: RngValidator | undefined,
): Promise<Omit<EmittedBuild, 'waived'>> {
  if (fails(diagnostics, options.strict)) return refused(diagnostics)
  const objections = opinion ? emitted.flatMap(one => objected(opinion, one)) : []
  const answers = options.libvirt ? await askAbout(emitted) : []
  const found = arrange([...diagnostics, ...objections, ...answers])
  if (fails(found, options.strict)) return refused(found)
  if (!writer) return { emitted, files: [], diagnostics: found }
  const all = [...found, ...sameFiles(emitted)]
  if (fails(all, options.strict)) return refused(all)
  return { emitted, ...(await writeOutput(writer, all, options.check)) }
}

const refused = (diagnostics: readonly Diagnostic[]) => ({
  emitted: [],
  files: [],
  diagnostics: arrange(diagnostics),
})

async function askAbout(emitted: readonly EmittedDomain[]): Promise<readonly Diagnostic[]> {
  const { askLibvirt } = await import('../libvirt/second-opinion.ts')
  return askLibvirt(emitted.flatMap(({ tree }) => tree ?? []))
}

function builtDomain({ name, xml, host, programs }: EmittedDomain): BuiltDomain {
  const [program, ...others] = programs
  return {
    name,
    xml: String(xml),
    ...(host !== undefined && { host }),
    ...(program !== undefined && { program: others.length > 0 ? programs : program }),
  }
}

/**
 * Reports two domains whose files have the same name, or names that other file systems do not distinguish. The rule name-unique
 * reports two domains with the same name first, unless the rule is off.
 */
function sameFiles(emitted: readonly EmittedDomain[]): readonly Diagnostic[] {
  const seen = new Map<string, EmittedDomain>()
  return emitted.flatMap(one => {
    const key = comparable(one.name)
    const first = seen.get(key)
    if (!first) seen.set(key, one)
    return first ? [sameFile(first, one)] : []
  })
}

function sameFile(first: EmittedDomain, second: EmittedDomain): Diagnostic {
  const related = [{ message: 'the first is here', origin: first.origin }]
  const { name, origin } = second
  if (name === first.name) {
    const message = `two domains are written to ${name}.xml`
    return diagnose('VMC4018', { message, origin, help: 'give each domain its own name', related })
  }
  return diagnose('VMC4062', {
    ...similarFiles(`${first.name}.xml`, `${name}.xml`),
    origin,
    related,
  })
}

function objected(opinion: RngValidator, { xml, origin }: EmittedDomain): readonly Diagnostic[] {
  const objections = opinion.check(String(xml))
  if (objections.length === 0) return []
  return [diagnose('VMC1012', { ...describeRngErrors(objections), path: 'domain', origin })]
}
