import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { type Node, scalarAt } from '../tree/node.ts'
import { emit } from '../xml/emit.ts'
import { archOf, asQemu, isForQemu, withName, withOwnIdentity } from './as-asked.ts'
import { Driver, type Environment, NoAnswer, type Refusal, type Stage } from './driver.ts'
import {
  isAboutFirmware,
  isEmulatorMissing,
  isFirmwareMissing,
  isOfThisQuestion,
} from './host-reasons.ts'
import { type AskWithout, locateCause } from './locate-cause.ts'
import { locate, nicsIn, type Part, partsAt, partsOf, wholeOf, without } from './parts.ts'
import { describeRefusal, describeUnavailable } from './report.ts'

/** The maximum number of libvirt errors that vmc finds in one domain. */
const MAX_CAUSES = 10

/**
 * Lets the installed libvirt check domains in which vmc has found no error. Returns the errors of libvirt as diagnostics.
 */
export async function askLibvirt(
  domains: readonly Node[],
  env: Environment = process.env,
): Promise<readonly Diagnostic[]> {
  const opinion = await SecondOpinion.open(env)
  if ('code' in opinion) return [opinion]
  const found: Diagnostic[] = []
  try {
    // Several checks run at the same time, so that libvirt works on the next check while vmc processes a result.
    const answers: Promise<readonly Diagnostic[]>[] = []
    for (const domain of domains) {
      answers.push(opinion.ask(domain))
      if (answers.length === AHEAD) found.push(...(await answers.shift()!))
    }
    for (const answer of answers) found.push(...(await answer))
  } finally {
    found.push(...(await opinion.close()))
  }
  return found
}

/** The maximum number of domains for which checks wait in virsh at the same time. */
const AHEAD = 8

/** Lets the libvirt that is installed on this machine check domains. */
class SecondOpinion {
  readonly #driver: Driver
  readonly #skipped: Node[] = []
  /** For each kind of libvirt error, the paths of the elements and attributes that caused the last such error. */
  readonly #causes = new Map<string, readonly string[]>()

  private constructor(driver: Driver) {
    this.#driver = driver
  }

  /**
   * Starts libvirt's QEMU driver. Returns a diagnostic if the driver is not available. After the last check, `close` must be
   * called.
   */
  static async open(env: Environment): Promise<SecondOpinion | Diagnostic> {
    const driver = new Driver(env)
    const reason = await driver.unavailable()
    if (reason === undefined) return new SecondOpinion(driver)
    await driver.close()
    return describeUnavailable(reason)
  }

  /** Lets libvirt check a domain. Returns the errors of libvirt as diagnostics. */
  async ask(domain: Node): Promise<readonly Diagnostic[]> {
    if (!isForQemu(domain)) {
      this.#skipped.push(domain)
      return []
    }
    try {
      return await this.#judge(domain)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      const { message } = error
      return [diagnose('VMC4023', { message, path: 'domain', origin: domain.origin })]
    }
  }

  /**
   * Ends libvirt's QEMU driver. Returns one diagnostic for all domains that libvirt's QEMU driver cannot run and that were
   * therefore not checked.
   */
  async close(): Promise<readonly Diagnostic[]> {
    await this.#driver.close()
    const [first] = this.#skipped
    if (!first) return []
    const types = [...new Set(this.#skipped.map(one => String(scalarAt(one, 'type'))))]
    const count = this.#skipped.length
    const message = `libvirt was not asked about ${count === 1 ? '1 domain' : `${count} domains`} of type ${types.join(', ')}`
    const help = 'vmc asks only the QEMU driver of libvirt, which runs domains of type kvm and qemu'
    return [diagnose('VMC1019', { message, help, path: 'domain', origin: first.origin })]
  }

  async #judge(domain: Node): Promise<readonly Diagnostic[]> {
    const hasKvm = scalarAt(domain, 'type') !== 'kvm' || (await this.#driver.hasKvm(archOf(domain)))
    const asked = withOwnIdentity(hasKvm ? domain : asQemu(domain))
    const parts = partsOf(asked)
    const nics = nicsIn(parts)
    const xmlWithout = (out: ReadonlySet<Part>, stage: Stage): string =>
      emit(without(asked, parts, stage === 'define' ? out : new Set([...out, ...nics])))
    const found: Diagnostic[] = []
    const out = new Set<Part>()
    // Whether libvirt has defined the domain, with or without the parts that are left out by now.
    let isDefined = false
    let lacksFirmware = false
    for (let round = 0; round < MAX_CAUSES; round++) {
      const refusal = await this.#refusalOf(stage => xmlWithout(out, stage))
      if (!refusal) break
      isDefined ||= refusal.stage === 'start'
      const ask: AskWithout = less =>
        this.#driver.ask(xmlWithout(less, refusal.stage), refusal.stage)
      const causes = await this.#causesOf(refusal.words, parts, out, ask)
      // If libvirt has defined the domain, but does not define what is left of it, a part is missing that vmc has left out.
      // libvirt never reports such an error for the whole domain. Newer releases of libvirt already search for the firmware when they
      // define a domain, so all errors about the firmware are doubtful once vmc has left out the firmware.
      const isOfRemoval =
        (isDefined && refusal.stage === 'define') ||
        (lacksFirmware && isAboutFirmware(refusal.words))
      lacksFirmware ||= isFirmwareMissing(refusal.words)
      if (!isOfRemoval && !isOfThisQuestion(refusal.words, hasKvm))
        found.push(describeRefusal(withName(refusal.words, domain), causes, domain))
      const next = await nextToLeaveOut(causes, parts, out, ask)
      if (!next) break
      out.add(next)
    }
    return found
  }

  /**
   * Returns the elements and attributes that cause an error. Domains of a fleet often have the same causes, so the causes that
   * were found in an earlier domain are tried first.
   */
  async #causesOf(
    words: string,
    parts: readonly Part[],
    out: ReadonlySet<Part>,
    ask: AskWithout,
  ): Promise<readonly Part[]> {
    const kind = words.replace(/'[^']*'|\d+/g, '*')
    const known = partsAt(this.#causes.get(kind) ?? [], parts) ?? []
    const answers = await Promise.all(known.map(part => ask(new Set([...out, part]))))
    if (known.length > 0 && answers.every(answer => answer === '')) return known
    const found = await locateCause(parts, words, out, ask)
    if (found.length === 0 && isEmulatorMissing(words))
      return partsAt(['domain/os/type/@arch'], parts) ?? []
    // Causes are stored by path. Raw XML does not have a path, so a cause that is raw XML is not stored.
    if (found.every(({ key }) => key !== undefined))
      this.#causes.set(
        kind,
        found.map(part => locate(part).path),
      )
    return found
  }

  async #refusalOf(xmlOf: (stage: Stage) => string): Promise<Refusal | undefined> {
    const stages = ['define', 'start'] as const
    const answers = await Promise.all(stages.map(stage => this.#driver.ask(xmlOf(stage), stage)))
    const first = answers.findIndex(words => words !== '')
    return first < 0 ? undefined : { stage: stages[first]!, words: answers[first]! }
  }
}

/**
 * Returns what to leave out of the document before vmc searches for the next error: a cause, or the whole device that contains
 * the cause. Leaving something out can itself cause an error. If different candidates lead to different errors, the next error
 * is therefore not certain, and the search ends.
 */
async function nextToLeaveOut(
  causes: readonly Part[],
  parts: readonly Part[],
  out: ReadonlySet<Part>,
  ask: AskWithout,
): Promise<Part | undefined> {
  const candidates = causes
    .filter(({ isFixed }) => !isFixed)
    .flatMap(part => [part, wholeOf(part, parts)])
  const answers = new Map<Part, string>()
  for (const part of candidates) answers.set(part, await ask(new Set([...out, part])))
  const accepted = candidates.findLast(part => answers.get(part) === '')
  return accepted ?? (new Set(answers.values()).size === 1 ? candidates.at(-1) : undefined)
}
