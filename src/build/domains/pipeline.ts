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
import { emit, emitSimilar } from '../../xml/emit.ts'
import type { FilledTemplate } from '../../xml/filled-template.ts'
import type { BuildOptions } from '../build-options.ts'
import type { OutputFile } from '../output/output.ts'
import { fillDevices } from './fill.ts'
import { Addresses, nameOf, withMacs, withUuid } from './identity.ts'

// With this import, `console.log` and `String()` show builders as XML.
printWith(emit)

/** A domain and its XML. */
export interface EmittedDomain {
  readonly name: string
  /** The XML of the domain. `String()` turns it into a text. */
  readonly xml: string | FilledTemplate
  /** The host that the program sets with `.host()`, if any. */
  readonly host?: string
  /**
   * The files of the programs that export the domain. The list is empty for a domain that was passed to `build()` as a value.
   */
  readonly programs: readonly string[]
  readonly origin: Origin
  /** The tree of the domain. Set only if the tree contains raw XML, or if libvirt checks the domain. */
  readonly tree: Node | undefined
}

/**
 * The trees of a domain, and the host of the domain. `written` is the tree that the program has built. `filled` also contains
 * the values that vmc has filled in.
 */
export interface DomainTree {
  readonly written: Node
  readonly filled: Node
  /** The host that the last call of `.host()` sets, with the location of this call. Not set for a domain without a host. */
  readonly host?: Note
  /** The absolute paths of the program files that export the domain. */
  readonly files?: readonly string[]
}

/** The domains of a build and their diagnostics. */
export interface PipelineResult {
  /** All domains. If there is an error, the domains before the first error. */
  readonly emitted: readonly EmittedDomain[]
  readonly checks: readonly Diagnostic[]
  /** The diagnostics about the options of the build. */
  readonly others: readonly Diagnostic[]
  readonly waived: readonly { readonly finding: Diagnostic; readonly reason: string }[]
}

/** The settings of a pipeline. */
export interface PipelineSettings {
  /**
   * A function that receives the output file of each domain. If the text of a file changes later, the function is called again
   * for this file.
   */
  readonly give?: (file: OutputFile) => void
  /** Whether vmc also writes the XML of the domains. If not, it only checks the domains. Default: `true`. */
  readonly makesTexts?: boolean
  /** A list to which the trees of the domains are added. */
  readonly trees?: DomainTree[]
}

/**
 * Fills in, checks and writes domains one after another. The trees of the domains are not kept, because the trees of a large
 * fleet may not fit into memory.
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
  // The index of each domain that has been added. vmc uses it to notice that a program exports the same domain twice.
  readonly #indices = new WeakMap<Node, number>()
  readonly #programs: (readonly string[])[] = []
  readonly #raws: Diagnostic[] = []
  // The diagnostic for a missing project. It is reported once for all domains, because the problem is in the configuration.
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
   * Adds the next domain. `program` is the file that exports the domain, or undefined for a domain that was passed as a value.
   * If the same domain is added again, it belongs to both programs and is not checked again.
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

  /** The number of diagnostics so far. */
  get findings(): number {
    return this.#validator.findings + this.#raws.length
  }

  // Returns the list of programs for a domain. Consecutive domains of a program use the same list object, to save memory.
  #listOf(program: string | undefined): readonly string[] {
    const last = this.#programs.at(-1)
    if (last?.length === 1 && last[0] === program) return last
    return program === undefined ? [] : [program]
  }

  #share(index: number, program: string | undefined): void {
    const programs = this.#programs[index]!
    if (program === undefined || programs.includes(program)) return
    this.#programs[index] = [...programs, program].sort()
    const tree = this.#settings.trees?.[index]
    if (tree) this.#settings.trees![index] = { ...tree, files: this.#programs[index] }
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
    // Only a domain that matches no earlier domain can contain raw XML, so vmc searches for raw XML only in such a domain.
    const isRaw = !match && hasRaw(domain)
    if (isRaw) for (const one of checkRaw(domain)) this.#raws.push(one)
    const host = hostNote(domain)
    if (this.#settings.trees)
      this.#settings.trees[index] = {
        ...{ written, filled: domain, files: this.#programs[index]! },
        ...(host && { host }),
      }
    if (host && this.#options.project === undefined) this.#noProject ??= noProject(name, host)
    // No XML is written after an error, because the XML writer may fail for an invalid domain.
    if (this.#settings.makesTexts === false || this.#validator.hasFailed || fails(this.#raws))
      return
    this.#emit(index, {
      name,
      xml: emitSimilar(domain, match),
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
      text: String(xml),
      document: { kind: 'domain', name, ...(host !== undefined && { host }) },
      programs,
    })
  }

  /** Returns the result. This method must be called after the last domain has been added. */
  async end(): Promise<PipelineResult> {
    const result = this.endNow()
    if (fails(result.checks) || !(await this.#settle())) return result
    return { ...result, emitted: this.#emitted.filter(one => one !== undefined) }
  }

  /** Returns the result without resolving MAC address conflicts. A single domain has no such conflicts. */
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

  // Replaces the derived MAC addresses that are in conflict. Only a few domains are affected, so their trees were not kept in
  // memory, and their XML is read again.
  async #settle(): Promise<boolean> {
    const settled = this.#addresses.settle()
    if (settled.size === 0) return false
    const { read } = await import('../../xml/read.ts')
    for (const [index, macs] of settled) {
      const kept = this.#settings.trees?.[index]
      if (kept) this.#settings.trees![index] = { ...kept, filled: withMacs(kept.filled, macs) }
      const emitted = this.#emitted[index]
      if (!emitted) continue
      const tree = withMacs(emitted.tree ?? read(String(emitted.xml), domain).node!, macs)
      this.#emit(index, { ...emitted, xml: emit(tree), tree: emitted.tree && tree })
    }
    return true
  }

  // Reports the names in `only` that do not belong to any domain.
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

/** The host that the last call of `.host()` sets for a domain, with the location of this call. */
const hostNote = ({ notes }: Node): Note | undefined =>
  notes?.findLast(({ kind }) => kind === 'host')

const noProject = (name: string, { origin }: Note): Diagnostic =>
  diagnose('VMC7001', {
    message: `domain "${name}" has a host, but the configuration names no project`,
    path: 'domain',
    origin,
    help: "set the name of the project in vmc.config.ts: export default defineConfig({ project: 'shop' })",
  })

function hasRaw(node: Node): boolean {
  let found = false
  walk(node, ({ extra }) => {
    if (extra) found = true
  })
  return found
}
