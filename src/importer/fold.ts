import type { Chain, Code, Entry } from './code.ts'
import { weight } from './code.ts'
import { commentsInCode } from './raws.ts'

/*
 * Turns domains that differ only slightly into one function and a table of the differences. The function contains the
 * common code, with a parameter for each difference. Each parameter is a column of the table.
 */

/**
 * The code that the call chains of several similar domains have in common, and a table of their differences with one column for
 * each parameter.
 */
export interface Fold {
  readonly body: Chain
  readonly columns: readonly Column[]
}

/** A parameter of the common code, and its value in each of the call chains. */
interface Column {
  readonly name: string
  readonly values: readonly Code[]
}

/** The minimum number of similar domains for which a loop is generated. */
const MIN_GROUP_SIZE = 3
/** The maximum number of groups of similar domains with which a new domain is compared. */
const MAX_GROUPS = 32
/** The maximum effort of a reader to understand a table row. Domains with more differences are not written as a loop. */
const MAX_ROW_WEIGHT = 10

/**
 * Finds the groups of call chains that vmc import can write as a loop. Each key of the result is a list with the indexes of the call
 * chains in a group. `isFree` returns whether the name of a parameter is not used yet.
 */
export function findFolds(
  chains: readonly Chain[],
  isFree: (name: string) => boolean,
): ReadonlyMap<readonly number[], Fold> {
  const found = new Map<readonly number[], Fold>()
  for (const members of groupSimilar(chains)) {
    const fold = foldOf(
      members.map(index => chains[index]!),
      isFree,
    )
    if (fold) found.set(members, fold)
  }
  return found
}

// Groups similar call chains. Each chain joins the first group whose first member is similar to it.
function groupSimilar(chains: readonly Chain[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[][]>()
  for (const [index, chain] of chains.entries()) {
    const key = [chain.factory, ...chain.calls.map(({ method }) => method)].join(' ')
    const known = groups.get(key) ?? []
    groups.set(key, known)
    const group = known.slice(-MAX_GROUPS).find(([first]) => isSimilar(chains[first!]!, chain))
    if (group) group.push(index)
    else known.push([index])
  }
  return [...groups.values()].flat().filter(({ length }) => length >= MIN_GROUP_SIZE)
}

function isSimilar(first: Chain, other: Chain): boolean {
  const common = new CommonCode([first, other])
  const maxWeight = Math.min(MAX_ROW_WEIGHT, Math.max(4, weight(first) / 4))
  return common.body !== undefined && common.maxRowWeight <= maxWeight
}

function foldOf(chains: readonly Chain[], isFree: (name: string) => boolean): Fold | undefined {
  const common = new CommonCode(chains)
  const { body, parameters } = common
  if (!body || common.maxRowWeight > MAX_ROW_WEIGHT) return undefined
  // A loop is harder to understand than separate domains, so it must save at least a quarter of the reading effort.
  const separateWeight = chains.reduce((sum, chain) => sum + weight(chain), 0)
  const foldedWeight =
    weight(body) + parameters.reduce((sum, one) => sum + totalWeight(one.values), 0)
  if (foldedWeight > separateWeight * 0.75) return undefined
  const names = parameterNames(parameters, isFree)
  const columns = parameters.map(({ values }, nth) => ({ name: names[nth]!, values }))
  return { body: common.withNames(names), columns }
}

/** A place in the code at which similar call chains differ. It becomes a parameter of their common code. */
interface Parameter {
  readonly values: readonly Code[]
  /**
   * The names of the object keys and methods around a difference between call chains, starting with the innermost. One of these
   * names becomes the name of the parameter.
   */
  readonly hints: readonly string[]
}

/**
 * The code that several call chains have in common. There is no common code if the chains call different methods, or if the
 * differences contain comments.
 */
class CommonCode {
  readonly body: Chain | undefined
  readonly parameters: Parameter[] = []
  readonly #parameterIndexes = new Map<string, number>()
  #isFoldable = true

  constructor(chains: readonly Chain[]) {
    const body = this.#common(chains, ['name'])
    this.body = this.#isFoldable && body.kind === 'chain' ? body : undefined
  }

  /** A score for how hard the table is to read: the score of its hardest row. */
  get maxRowWeight(): number {
    const rows = this.parameters[0]?.values ?? []
    const weights = rows.map((_, nth) =>
      totalWeight(this.parameters.map(({ values }) => values[nth]!)),
    )
    return Math.max(0, ...weights)
  }

  /** Returns the common code, in which the parameters have the given names. */
  withNames(names: readonly string[]): Chain {
    return mapLeaves(this.body!, code =>
      code.kind === 'name' || code.kind === 'template'
        ? { ...code, name: names[Number(code.name)]! }
        : code,
    ) as Chain
  }

  #common(codes: readonly Code[], hints: readonly string[]): Code {
    const [first] = codes as readonly [Code]
    if (codes.every(code => isEqual(code, first))) return first
    if (areChains(codes) && callSameMethods(codes)) return this.#chain(codes, hints)
    if (areRecords(codes) && haveSameKeys(codes)) {
      const entries = codes[0]!.entries.map(({ key, comments }, nth): Entry => {
        const value = this.#common(
          codes.map(({ entries }) => entries[nth]!.value),
          [key, ...hints],
        )
        return { key, value, comments }
      })
      return { kind: 'record', entries }
    }
    if (areLists(codes) && codes.every(({ items }) => items.length === codes[0]!.items.length)) {
      const items = codes[0]!.items.map((_, nth) =>
        this.#common(
          codes.map(({ items }) => items[nth]!),
          hints,
        ),
      )
      return { kind: 'list', items }
    }
    return this.#parameter(codes, hints)
  }

  #chain(codes: readonly Chain[], hints: readonly string[]): Chain {
    const [{ factory, args, calls }] = codes as readonly [Chain]
    const at = (of: (code: Chain) => readonly Code[], hints: readonly string[]) =>
      of(codes[0]!).map((_, nth) =>
        this.#common(
          codes.map(code => of(code)[nth]!),
          hints,
        ),
      )
    // An argument of a factory becomes a parameter. It is named after the method that the factory call is passed to, because
    // this name describes it better than the name of the factory.
    return {
      kind: 'chain',
      factory,
      args: args.length === 0 ? args : at(code => code.args, hints),
      calls: calls.map(({ method, comments }, nth) => ({
        method,
        args: at(code => code.calls[nth]!.args, [method, ...hints]),
        comments,
      })),
    }
  }

  #parameter(values: readonly Code[], hints: readonly string[]): Code {
    if (values.some(value => commentsInCode(value).length > 0)) this.#isFoldable = false
    const [names] = this.parameters
    const parts = names?.hints.length === 1 ? partsAround(values, names.values) : undefined
    if (parts) return { kind: 'template', parts, name: '0' }
    const key = JSON.stringify(values)
    const known = this.#parameterIndexes.get(key)
    if (known !== undefined) return { kind: 'name', name: String(known) }
    this.#parameterIndexes.set(key, this.parameters.length)
    this.parameters.push({ values, hints })
    return { kind: 'name', name: String(this.parameters.length - 1) }
  }
}

const totalWeight = (codes: readonly Code[]): number =>
  codes.reduce((sum, code) => sum + Math.max(1, weight(code)), 0)

const isEqual = (a: Code, b: Code): boolean =>
  a === b || (a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b))

const areChains = (codes: readonly Code[]): codes is readonly Chain[] =>
  codes.every(({ kind }) => kind === 'chain')
const areRecords = (
  codes: readonly Code[],
): codes is readonly Extract<Code, { kind: 'record' }>[] =>
  codes.every(({ kind }) => kind === 'record')
const areLists = (codes: readonly Code[]): codes is readonly Extract<Code, { kind: 'list' }>[] =>
  codes.every(({ kind }) => kind === 'list')

const signatureOf = ({ factory, args, calls }: Chain): string =>
  JSON.stringify([
    factory,
    args.length,
    calls.map(({ method, args, comments }) => [method, args.length, comments]),
  ])
const callSameMethods = (codes: readonly Chain[]): boolean =>
  new Set(codes.map(signatureOf)).size === 1

const haveSameKeys = (codes: readonly Extract<Code, { kind: 'record' }>[]): boolean =>
  new Set(
    codes.map(({ entries }) => JSON.stringify(entries.map(({ key, comments }) => [key, comments]))),
  ).size === 1

/**
 * Splits each text at the name of its domain, and returns the parts around the name. Returns `undefined` if a text does not
 * contain the name of its domain, or if the parts are not the same for all texts.
 */
function partsAround(
  values: readonly Code[],
  names: readonly Code[],
): readonly string[] | undefined {
  const texts = values.map(stringOf)
  const [text] = texts
  const [name] = names.map(stringOf)
  if (text === undefined || name === undefined || name.length < 2 || text === name) return undefined
  const whole = text.split(name)
  if (whole.length < 2) return undefined
  const splits = [whole, ...whole.slice(1).map((_, nth) => splitAt(whole, nth + 1, name))]
  return splits.find(parts => texts.every((one, nth) => one === parts.join(stringOf(names[nth]!))))
}

// Splits a text only at one occurrence of the domain name, and joins the other parts again. The text may contain the other
// occurrences by coincidence.
const splitAt = (parts: readonly string[], nth: number, name: string): readonly string[] => [
  parts.slice(0, nth).join(name),
  parts.slice(nth).join(name),
]

const stringOf = (code: Code): string | undefined =>
  code.kind === 'literal' && typeof code.value === 'string' ? code.value : undefined

/** A copy of an expression in which each literal, name and template is replaced by the result of a function. */
function mapLeaves(code: Code, change: (code: Code) => Code): Code {
  const inner = (one: Code): Code => mapLeaves(one, change)
  switch (code.kind) {
    case 'list':
      return { ...code, items: code.items.map(inner) }
    case 'record':
      return {
        ...code,
        entries: code.entries.map(entry => ({ ...entry, value: inner(entry.value) })),
      }
    case 'chain':
      return {
        ...code,
        args: code.args.map(inner),
        calls: code.calls.map(call => ({ ...call, args: call.args.map(inner) })),
      }
    default:
      return change(code)
  }
}

// Names each parameter after the object key or the method call in which its value is used. A second `mac` becomes `mac2`.
function parameterNames(
  parameters: readonly Parameter[],
  isFree: (name: string) => boolean,
): readonly string[] {
  const used = new Set<string>()
  return parameters.map(({ hints }) => {
    // The text of an element has the key `value`. This name is too general, so the parameter is named after the element.
    const near = hints.length > 1 ? hints.slice(0, -1).filter(hint => hint !== 'value') : hints
    const words = near.map(identifier)
    const stem = words.find(isFree) ?? `${words[0]}Value`
    let name = stem
    for (let nth = 2; used.has(name); nth++) name = `${stem}${nth}`
    used.add(name)
    return name
  })
}

const identifier = (hint: string): string =>
  hint
    .replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
    .replace(/^(?=\d|$)/, 'value')
