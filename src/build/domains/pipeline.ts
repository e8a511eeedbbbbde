import { Validator } from '../../check/validator.ts'
import { type Diagnostic, diagnose, fails } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { printWith } from '../../dsl/shown.ts'
import { policyOf } from '../../program/policy-options.ts'
import { domain } from '../../schema/domain/domain.ts'
import { FingerprintIndex } from '../../tree/fingerprint.ts'
import type { Node, Note } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import { walk } from '../../tree/walk.ts'
import { checkRaw } from '../../xml/check-raw.ts'
import { emit } from '../../xml/emit.ts'
import type { BuildOptions } from '../build-options.ts'
import type { OutputFile } from '../output/output.ts'
import { fillDevices } from './fill.ts'
import { Addresses, nameOf, withMacs, withUuid } from './identity.ts'

// `console.log` and `String()` show builders as XML.
printWith(emit)

/** A domain and its XML. */
export interface EmittedDomain {
  readonly name: string
  readonly xml: string
  /** The host that the program sets with `.host()`, if any. */
  readonly host?: string
  /** The files of the programs that export the domain; empty for a domain that was passed to `build()` as a value. */
  readonly programs: readonly string[]
  readonly origin: Origin
  /** The tree, if it cannot be parsed from the XML again, or if libvirt is asked about it. */
  readonly tree: Node | undefined
}

/** The tree of a domain, as its program writes it and as vmc fills it in, and its host. */
export interface DomainTree {
  readonly written: Node
  readonly filled: Node
  /** The last call of `.host()`, if any. */
  readonly host?: Note
}

/** The domains of a build and their diagnostics. */
export interface PipelineResult {
  /** All domains, or only those before the first error. */
  readonly emitted: readonly EmittedDomain[]
  readonly checks: readonly Diagnostic[]
  /** The diagnostics of the options. */
  readonly others: readonly Diagnostic[]
  readonly waived: readonly { readonly finding: Diagnostic; readonly reason: string }[]
}

/** Settings of a pipeline. */
export interface PipelineSettings {
  /** Receives the file of each domain, and again if its text changes later. */
  readonly give?: (file: OutputFile) => void
  /** Whether to emit the XML of the domains, not only check them. Default: true. */
  readonly makesTexts?: boolean
  /** Receives the trees of the domains at the end. */
  readonly trees?: DomainTree[]
}

/**
 * Fills in, checks and emits domains one after another. It keeps little more than the XML of each domain, so that the trees
 * of a fleet do not have to fit into memory.
 */
export class Pipeline {
  readonly #options: BuildOptions
  readonly #settings: PipelineSettings
  readonly #policy: ReturnType<typeof policyOf>
  readonly #validator: Validator
  readonly #fingerprints = new FingerprintIndex()
  readonly #addresses: Addresses
  readonly #names: string[] = []
  readonly #emitted: (EmittedDomain | undefined)[] = []
  // The index of each domain, to recognise a domain that is exported again.
  readonly #indices = new WeakMap<Node, number>()
  readonly #programs: (readonly string[])[] = []
  readonly #raws: Diagnostic[] = []
  // One diagnostic for all domains, because it is about the configuration.
  #noProject: Diagnostic | undefined
  readonly #waived: { finding: Diagnostic; reason: string }[] = []

  constructor(options: BuildOptions, settings: PipelineSettings = {}) {
    this.#options = options
    this.#settings = settings
    this.#policy = policyOf(options)
    this.#addresses = new Addresses(options.project)
    this.#validator = new Validator(this.#policy.policy, {
      onWaived: (finding, reason) => this.#waived.push({ finding, reason }),
      isWhole: options.only === undefined,
    })
  }

  /**
   * Adds the next domain, which `program` exports; without a program, it was passed as a value. A domain that is added again
   * is not checked again: it belongs to both programs.
   */
  readonly add = (node: Node, program?: string): void => {
    const known = this.#indices.get(node)
    if (known !== undefined) {
      this.#share(known, program)
      return
    }
    this.#indices.set(node, this.#programs.push(this.#listOf(program)) - 1)
    this.#take(this.#addresses.propose(fillDevices(withUuid(node, this.#options.project))), node)
  }

  /** The number of findings so far. */
  get findings(): number {
    return this.#validator.findings + this.#raws.length
  }

  // Consecutive domains of one program share one list.
  #listOf(program: string | undefined): readonly string[] {
    const last = this.#programs.at(-1)
    if (last?.length === 1 && last[0] === program) return last
    return program === undefined ? [] : [program]
  }

  #share(index: number, program: string | undefined): void {
    const programs = this.#programs[index]!
    if (program === undefined || programs.includes(program)) return
    this.#programs[index] = [...programs, program].sort()
    const emitted = this.#emitted[index]
    if (emitted) this.#emit(index, { ...emitted, programs: this.#programs[index] })
  }

  #take(domain: Node, written: Node): void {
    const name = nameOf(domain)
    const index = this.#names.push(name) - 1
    if (this.#options.only?.includes(name) === false) return
    this.#options.onProgress?.(index + 1)
    const match = this.#fingerprints.match(domain)
    this.#validator.add(domain, match)
    // Only a domain without raw parts can match another.
    const isRaw = !match && hasRaw(domain)
    if (isRaw) for (const one of checkRaw(domain)) this.#raws.push(one)
    const host = hostNote(domain)
    if (this.#settings.trees)
      this.#settings.trees[index] = { written, filled: domain, ...(host && { host }) }
    if (host && this.#options.project === undefined) this.#noProject ??= noProject(name, host)
    // An invalid domain may have no text.
    if (this.#settings.makesTexts === false || this.#validator.hasFailed || fails(this.#raws))
      return
    this.#emit(index, {
      name,
      xml: emit(domain, match),
      ...(typeof host?.value === 'string' && { host: host.value }),
      programs: this.#programs[index]!,
      origin: domain.origin,
      tree: isRaw || this.#options.libvirt ? domain : undefined,
    })
  }

  #emit(index: number, emitted: EmittedDomain): void {
    this.#emitted[index] = emitted
    const { name, xml, host, programs } = emitted
    this.#settings.give?.({
      name: `${name}.xml`,
      text: xml,
      document: { kind: 'domain', name, ...(host !== undefined && { host }) },
      programs,
    })
  }

  /** The result, after the last domain. */
  async end(): Promise<PipelineResult> {
    const result = this.endNow()
    if (fails(result.checks) || !(await this.#settle())) return result
    return { ...result, emitted: this.#emitted.filter(one => one !== undefined) }
  }

  /** The result, without a new address for NICs whose address is taken. A single domain has no such NICs. */
  endNow(): PipelineResult {
    const { errors } = this.#policy
    const others = [...errors.map(error => diagnose('VMC4010', error)), ...this.#unknown()]
    const checks = [
      ...this.#validator.end(),
      ...this.#raws,
      ...(this.#noProject ? [this.#noProject] : []),
    ]
    const emitted = this.#emitted.filter(one => one !== undefined)
    return { emitted, checks, others, waived: this.#waived }
  }

  // Few NICs need a different address than the proposed one. Their domains are parsed from their XML again.
  async #settle(): Promise<boolean> {
    const settled = this.#addresses.settle()
    if (settled.size === 0) return false
    const { read } = await import('../../xml/read.ts')
    for (const [index, macs] of settled) {
      const kept = this.#settings.trees?.[index]
      if (kept) this.#settings.trees![index] = { ...kept, filled: withMacs(kept.filled, macs) }
      const emitted = this.#emitted[index]
      if (!emitted) continue
      const tree = withMacs(emitted.tree ?? read(emitted.xml, domain).node!, macs)
      this.#emit(index, { ...emitted, xml: emit(tree), tree: emitted.tree && tree })
    }
    return true
  }

  // Reports names in `only` that no domain has.
  #unknown(): readonly Diagnostic[] {
    const names = this.#names
    return (this.#options.only ?? [])
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
  }
}

/** The last call of `.host()` for a domain. */
const hostNote = ({ notes }: Node): Note | undefined =>
  notes?.findLast(({ kind }) => kind === 'host')

const noProject = (name: string, { origin }: Note): Diagnostic =>
  diagnose('VMC7001', {
    message: `domain "${name}" has a host, but the configuration names no project`,
    path: 'domain',
    origin,
    help: "name the project in vmc.config.ts: export default defineConfig({ project: 'shop' })",
  })

function hasRaw(node: Node): boolean {
  let found = false
  walk(node, ({ extra }) => {
    if (extra) found = true
  })
  return found
}
