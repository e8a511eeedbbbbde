import { resolve } from 'node:path'
import { arrange, type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { DomainBuilder } from '../dsl/domain.ts'
import { nodeOf } from '../dsl/normalise.ts'
import type { Node } from '../tree/node.ts'
import { validate } from '../validate/validate.ts'
import { emit } from '../xml/emit.ts'
import { checkRaw } from '../xml/raw.ts'
import { fill } from './fill.ts'
import { nameOf } from './identity.ts'
import { MANIFEST } from './manifest.ts'
import { apply, type FileStatus, type OutputPlan, plan, Unwritable } from './output.ts'
import { type Program, run } from './program.ts'
import { ask, objection, type SecondOpinion } from './rng.ts'
import { unwritable } from './standing.ts'
import { typecheck } from './typecheck.ts'
import { beyond } from './validate-xml.ts'

/** How to build. Everything can be left out. */
export interface BuildOptions {
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
  /** What the domains will run on, `libvirt=9.0.0`: what is newer is an error. */
  readonly target?: string
  /** Ask libvirt's own schemas too: those in a folder, or with `true` those that are installed. */
  readonly rng?: string | true
  /** Told how far the work has come, of how many domains. */
  readonly onProgress?: (done: number, all: number) => void
}

/** What a build gives. */
export interface BuildResult {
  /** Every domain, as its XML; empty where something is wrong. */
  readonly domains: readonly { readonly name: string; readonly xml: string }[]
  /** What became of each file of the output folder. */
  readonly files: readonly FileStatus[]
  readonly diagnostics: readonly Diagnostic[]
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
  const cwd = resolve(options.cwd ?? '.')
  const given = typeof entry === 'string' ? [entry] : [...entry]
  const entries = given.filter(one => typeof one === 'string').map(one => resolve(cwd, one))
  // The checker is a process of its own; it starts first, for loading keeps this thread busy.
  const [types, program] = await Promise.all([
    entries.length > 0 && options.typecheck !== false ? typecheck(entries, { cwd }) : [],
    run(entries, cwd),
  ])
  const opinion = options.rng === undefined ? undefined : await ask(options.rng)
  const atHand = given.filter(one => typeof one !== 'string').map(one => nodeOf(one)!)
  return finish(
    { ...program, domains: [...program.domains, ...atHand] },
    types,
    entries,
    cwd,
    options,
    opinion,
  )
}

function finish(
  program: Program,
  types: Awaited<ReturnType<typeof typecheck>>,
  entries: readonly string[],
  cwd: string,
  options: BuildOptions,
  opinion?: SecondOpinion | Diagnostic,
): BuildResult {
  const { nodes, unknown } = select(fill(program.domains), options.only)
  // Checking a domain takes about as long as writing it.
  const progress = (checked: number, written: number): void =>
    options.onProgress?.(Math.floor((checked + written) / 2), nodes.length)
  const checks = [
    ...validate(nodes, checked => progress(checked, 0)),
    ...nodes.flatMap(checkRaw),
    ...nodes.flatMap(node => beyond(node, options.target)),
  ]
  const found = arrange([
    ...program.diagnostics,
    ...unknown,
    ...checks,
    ...unlessTold(types, checks),
    ...(opinion && 'code' in opinion ? [opinion] : []),
  ])
  if (fails(found, options.strict)) return { domains: [], files: [], diagnostics: found }
  const domains = nodes.map((node, index) => {
    progress(nodes.length, index + 1)
    return { name: nameOf(node), xml: emit(node) }
  })
  if (opinion && 'check' in opinion) {
    const objections = nodes.flatMap((node, index) => objected(opinion, node, domains[index]!.xml))
    if (objections.length > 0) {
      return { domains: [], files: [], diagnostics: arrange([...found, ...objections]) }
    }
  }
  if (options.outDir === undefined) return { domains, files: [], diagnostics: found }
  return { domains, ...write(domains, resolve(cwd, options.outDir), entries, found, options) }
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

// The schema says the same as TypeScript, and says it better: one mistake is told once.
function unlessTold(
  types: Awaited<ReturnType<typeof typecheck>>,
  told: readonly Diagnostic[],
): readonly Diagnostic[] {
  const lines = new Set(
    told.filter(one => one.code.startsWith('VMC1')).map(one => `${one.file}:${one.line}`),
  )
  return types
    .filter(problem => !(isMismatch(problem.code) && lines.has(`${problem.file}:${problem.line}`)))
    .map(({ file, line, column, code, message }) => ({
      ...diagnose('VMC4001', typeFinding(code, message)),
      file,
      line,
      column,
    }))
}

// TypeScript explains from the outside in: the first line says what is wrong, the last one why.
function typeFinding(code: string, message: string): { message: string; help: string | undefined } {
  const [what, ...why] = message.split('\n')
  return { message: `${what} (${code})`, help: why.at(-1)?.trim() }
}

const isMismatch = (code: string): boolean =>
  [
    'TS2322',
    'TS2345',
    'TS2353',
    'TS2561',
    'TS2739',
    'TS2740',
    'TS2741',
    'TS2769',
    'TS2820',
    'TS2559',
  ].includes(code)

function write(
  domains: BuildResult['domains'],
  folder: string,
  entries: readonly string[],
  found: readonly Diagnostic[],
  options: BuildOptions,
): Pick<BuildResult, 'files' | 'diagnostics'> {
  const files = domains.map(({ name, xml }) => ({ name: `${name}.xml`, text: xml }))
  const planned = plan(folder, files, entries, options.only !== undefined)
  const diagnostics = arrange([
    ...found,
    ...planned.diagnostics,
    ...(options.check ? stale(planned) : []),
  ])
  if (fails(diagnostics) || options.check) return { files: [], diagnostics }
  try {
    return { files: apply(planned), diagnostics }
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error
    return { files: [], diagnostics: [...diagnostics, unwritable(folder, error.message)] }
  }
}

function stale({
  folder,
  changed,
  missing,
  remove,
  manifestStale,
}: OutputPlan): readonly Diagnostic[] {
  const tell = (name: string, what: string): Diagnostic => ({
    ...diagnose('VMC4011', {
      message: `${name} ${what}`,
      help: 'run vmc build, and commit what it wrote',
    }),
    file: resolve(folder, name),
  })
  const files = [
    ...missing.map(({ name }) => tell(name, 'is missing')),
    ...changed.map(({ name }) => tell(name, 'is not what the program makes')),
    ...remove.map(name => tell(name, 'is no longer made by the program')),
  ]
  return files.length === 0 && manifestStale ? [tell(MANIFEST, 'is not up to date')] : files
}

/**
 * A domain as its XML, with identity, device names and formats filled in as a build would.
 *
 * @throws {InvalidDomain} where a build would find errors.
 *
 * @example
 * toXml(domain('fv0').hvm())   // <domain type="kvm"> …
 */
export function toXml(domain: DomainBuilder): string {
  const result = finish({ domains: [nodeOf(domain)!], diagnostics: [] }, [], [], resolve('.'), {})
  if (fails(result.diagnostics)) throw new InvalidDomain(result.diagnostics)
  return result.domains[0]!.xml
}

/** A domain that cannot be written, and why. */
export class InvalidDomain extends Error {
  readonly diagnostics: readonly Diagnostic[]
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(one => `${one.code}: ${one.message}`).join('\n'))
    this.name = 'InvalidDomain'
    this.diagnostics = diagnostics
  }
}
