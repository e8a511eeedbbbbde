import { Validator } from '../../check/validator.ts'
import { type Diagnostic, diagnose, fails } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { policyOf } from '../../program/policy-options.ts'
import { domain } from '../../schema/domain/domain.ts'
import type { Node } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import { Shapes } from '../../tree/shape.ts'
import { walk } from '../../tree/walk.ts'
import { emit } from '../../xml/emit.ts'
import { checkRaw } from '../../xml/raw.ts'
import type { BuildOptions } from '../build-options.ts'
import type { OutputFile } from '../output/output.ts'
import { Addresses, nameOf, withMacs, withUuid } from './identity.ts'
import { fillDisks } from './targets.ts'

/** A domain as its XML. */
export interface Made {
  readonly name: string
  readonly xml: string
  /** The host that the program gives it, if it does. */
  readonly host?: string
  /** The files of the programs that export it; none for a domain that `build()` was given as a value. */
  readonly programs: readonly string[]
  readonly origin: Origin
  /** The tree, where the text does not say all that is to be known of it. */
  readonly tree: Node | undefined
}

/** What came of the domains of a program. */
export interface Works {
  /** Every domain; only those before the first error, if there is one. */
  readonly made: readonly Made[]
  readonly checks: readonly Diagnostic[]
  /** What is wrong with the options. */
  readonly others: readonly Diagnostic[]
  readonly waived: readonly { readonly finding: Diagnostic; readonly reason: string }[]
}

/**
 * The way of domains, one after another: each is filled in, checked, and becomes a text. What is kept of one is
 * the text and little more, so that a fleet may be larger than memory holds trees of.
 */
export class Pipeline {
  readonly #options: BuildOptions
  readonly #give: ((file: OutputFile) => void) | undefined
  readonly #policy: ReturnType<typeof policyOf>
  readonly #validator: Validator
  readonly #shapes = new Shapes()
  readonly #addresses = new Addresses()
  readonly #names: string[] = []
  readonly #made: (Made | undefined)[] = []
  // The index of each domain, to recognise it if it is exported again.
  readonly #indices = new WeakMap<Node, number>()
  readonly #programs: (readonly string[])[] = []
  readonly #raws: Diagnostic[] = []
  readonly #waived: { finding: Diagnostic; reason: string }[] = []

  /** `give` takes the file of each domain, and another text for one that has changed since. */
  constructor(options: BuildOptions, give?: (file: OutputFile) => void) {
    this.#options = options
    this.#give = give
    this.#policy = policyOf(options)
    this.#validator = new Validator(this.#policy.policy, {
      onWaived: (finding, reason) => this.#waived.push({ finding, reason }),
      isWhole: options.only === undefined,
    })
  }

  /**
   * Takes the next domain, from a program or, if none is given, as a value. A domain that was taken before is not taken again,
   * and belongs to both programs.
   */
  readonly add = (node: Node, program?: string): void => {
    const known = this.#indices.get(node)
    if (known !== undefined) {
      this.#share(known, program)
      return
    }
    this.#indices.set(node, this.#programs.push(this.#listOf(program)) - 1)
    this.#take(this.#addresses.propose(fillDisks(withUuid(node))))
  }

  // The domains of one program have one list.
  #listOf(program: string | undefined): readonly string[] {
    const last = this.#programs.at(-1)
    if (last?.length === 1 && last[0] === program) return last
    return program === undefined ? [] : [program]
  }

  #share(index: number, program: string | undefined): void {
    const programs = this.#programs[index]!
    if (program === undefined || programs.includes(program)) return
    this.#programs[index] = [...programs, program].sort()
    const made = this.#made[index]
    if (made) this.#make(index, { ...made, programs: this.#programs[index] })
  }

  #take(domain: Node): void {
    const name = nameOf(domain)
    const index = this.#names.push(name) - 1
    if (this.#options.only?.includes(name) === false) return
    this.#options.onProgress?.(index + 1)
    const likeness = this.#shapes.likenessOf(domain)
    this.#validator.add(domain, likeness)
    // What is like another has no raw parts.
    const isRaw = !likeness && hasRaw(domain)
    if (isRaw) this.#raws.push(...checkRaw(domain))
    // What is wrong may not have a text.
    if (this.#validator.hasFailed || fails(this.#raws)) return
    const host = hostOf(domain)
    this.#make(index, {
      name,
      xml: emit(domain, likeness),
      ...(host !== undefined && { host }),
      programs: this.#programs[index]!,
      origin: domain.origin,
      tree: isRaw ? domain : undefined,
    })
  }

  #make(index: number, made: Made): void {
    this.#made[index] = made
    if (!this.#give) return
    const { name, xml, host, programs } = made
    this.#give({
      name: `${name}.xml`,
      text: xml,
      document: { kind: 'domain', name, ...(host !== undefined && { host }) },
      programs,
    })
  }

  /** What came of them all, once none is to follow. */
  async end(): Promise<Works> {
    const works = this.endNow()
    if (fails(works.checks) || !(await this.#settle())) return works
    return { ...works, made: this.#made.filter(one => one !== undefined) }
  }

  /** The same of a single domain, whose cards have nobody to clash with. */
  endNow(): Works {
    const { errors } = this.#policy
    const others = [...errors.map(error => diagnose('VMC4010', error)), ...this.#unknown()]
    const checks = [...this.#validator.end(), ...this.#raws]
    const made = this.#made.filter(one => one !== undefined)
    return { made, checks, others, waived: this.#waived }
  }

  // Few cards have to take another address than the one proposed, and a text says all that a tree does.
  async #settle(): Promise<boolean> {
    const settled = this.#addresses.settle()
    if (settled.size === 0) return false
    const { read } = await import('../../xml/read.ts')
    for (const [index, macs] of settled) {
      const made = this.#made[index]
      if (!made) continue
      const tree = made.tree ?? read(made.xml, domain).node!
      this.#make(index, { ...made, xml: emit(withMacs(tree, macs)) })
    }
    return true
  }

  // Names that were asked for, and that no domain has.
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

/** The host that a program gives a domain. */
function hostOf({ notes }: Node): string | undefined {
  const value = notes?.findLast(({ kind }) => kind === 'host')?.value
  return typeof value === 'string' ? value : undefined
}

function hasRaw(node: Node): boolean {
  let found = false
  walk(node, ({ extra }) => {
    if (extra) found = true
  })
  return found
}
