import type { Chain, Code, Entry } from './code.ts'
import { weight } from './code.ts'
import { placedIn } from './raws.ts'

/*
 * Domains that differ in few places are one function and a table of the differences. What their chains have in common
 * is the function; where they differ stands a parameter, and under its name a column of the table.
 */

/** What several chains have in common, and where they differ. */
export interface Fold {
  readonly body: Chain
  readonly columns: readonly Column[]
}

/** A parameter, and what stands for it in each of the chains. */
interface Column {
  readonly name: string
  readonly values: readonly Code[]
}

/** Fewer than this many are not worth a loop. */
const FEWEST = 3
/** A table with more to read in a row than this is no table of few differences. */
const MOST_IN_A_ROW = 10

/**
 * The groups of chains that are worth a loop each, by their places in the list. `isFree` says what a parameter may be
 * called.
 */
export function folds(
  chains: readonly Chain[],
  isFree: (name: string) => boolean,
): ReadonlyMap<readonly number[], Fold> {
  const found = new Map<readonly number[], Fold>()
  for (const members of alike(chains)) {
    const fold = foldOf(
      members.map(index => chains[index]!),
      isFree,
    )
    if (fold) found.set(members, fold)
  }
  return found
}

// Each joins the first group whose first member it differs little from.
function alike(chains: readonly Chain[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[][]>()
  for (const [index, chain] of chains.entries()) {
    const key = [chain.word, ...chain.calls.map(({ method }) => method)].join(' ')
    const known = groups.get(key) ?? []
    groups.set(key, known)
    const group = known.find(([first]) => isNear(chains[first!]!, chain))
    if (group) group.push(index)
    else known.push([index])
  }
  return [...groups.values()].flat().filter(({ length }) => length >= FEWEST)
}

function isNear(first: Chain, other: Chain): boolean {
  const common = new Common([first, other])
  const few = Math.min(MOST_IN_A_ROW, Math.max(4, weight(first) / 4))
  return common.body !== undefined && common.heaviest <= few
}

function foldOf(chains: readonly Chain[], isFree: (name: string) => boolean): Fold | undefined {
  const common = new Common(chains)
  const { body, parameters } = common
  if (!body || common.heaviest > MOST_IN_A_ROW) return undefined
  // There has to be less to read than of each by itself.
  const apart = chains.reduce((sum, chain) => sum + weight(chain), 0)
  const together = weight(body) + parameters.reduce((sum, one) => sum + heft(one.values), 0)
  if (together > apart * 0.75) return undefined
  const names = named(parameters, isFree)
  const columns = parameters.map(({ values }, nth) => ({ name: names[nth]!, values }))
  return { body: common.spoken(names), columns }
}

/** A place where chains differ. */
interface Parameter {
  readonly values: readonly Code[]
  /** What it can be called after, the nearest first. */
  readonly hints: readonly string[]
}

/** What chains have in common. A chain that has no such shape, or whose differences have comments, has nothing. */
class Common {
  readonly body: Chain | undefined
  readonly parameters: Parameter[] = []
  readonly #places = new Map<string, number>()
  #isOne = true

  constructor(chains: readonly Chain[]) {
    const body = this.#common(chains, ['name'])
    this.body = this.#isOne && body.kind === 'chain' ? body : undefined
  }

  /** How much there is to read in the row that has the most. */
  get heaviest(): number {
    const rows = this.parameters[0]?.values ?? []
    const heavy = rows.map((_, nth) => heft(this.parameters.map(({ values }) => values[nth]!)))
    return Math.max(0, ...heavy)
  }

  /** The body with the parameters by their names. */
  spoken(names: readonly string[]): Chain {
    return renamed(this.body!, code =>
      code.kind === 'name' || code.kind === 'template'
        ? { ...code, name: names[Number(code.name)]! }
        : code,
    ) as Chain
  }

  #common(codes: readonly Code[], hints: readonly string[]): Code {
    const [first] = codes as readonly [Code]
    if (codes.every(code => same(code, first))) return first
    if (areChains(codes) && haveOneShape(codes)) return this.#chain(codes, hints)
    if (areRecords(codes) && haveOneForm(codes)) {
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
    const [{ word, args, calls }] = codes as readonly [Chain]
    const at = (of: (code: Chain) => readonly Code[], hints: readonly string[]) =>
      of(codes[0]!).map((_, nth) =>
        this.#common(
          codes.map(code => of(code)[nth]!),
          hints,
        ),
      )
    // A word says what kind of thing it is, and what it is given is called after the method around it.
    return {
      kind: 'chain',
      word,
      args: args.length === 0 ? args : at(code => code.args, hints),
      calls: calls.map(({ method, comments }, nth) => ({
        method,
        args: at(code => code.calls[nth]!.args, [method, ...hints]),
        comments,
      })),
    }
  }

  #parameter(values: readonly Code[], hints: readonly string[]): Code {
    if (values.some(value => placedIn(value).length > 0)) this.#isOne = false
    const [names] = this.parameters
    const parts = names?.hints.length === 1 ? partsAround(values, names.values) : undefined
    if (parts) return { kind: 'template', parts, name: '0' }
    const key = JSON.stringify(values)
    const known = this.#places.get(key)
    if (known !== undefined) return { kind: 'name', name: String(known) }
    this.#places.set(key, this.parameters.length)
    this.parameters.push({ values, hints })
    return { kind: 'name', name: String(this.parameters.length - 1) }
  }
}

const heft = (codes: readonly Code[]): number =>
  codes.reduce((sum, code) => sum + Math.max(1, weight(code)), 0)

const same = (a: Code, b: Code): boolean =>
  a === b || (a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b))

const areChains = (codes: readonly Code[]): codes is readonly Chain[] =>
  codes.every(({ kind }) => kind === 'chain')
const areRecords = (
  codes: readonly Code[],
): codes is readonly Extract<Code, { kind: 'record' }>[] =>
  codes.every(({ kind }) => kind === 'record')
const areLists = (codes: readonly Code[]): codes is readonly Extract<Code, { kind: 'list' }>[] =>
  codes.every(({ kind }) => kind === 'list')

const shapeOf = ({ word, args, calls }: Chain): string =>
  JSON.stringify([
    word,
    args.length,
    calls.map(({ method, args, comments }) => [method, args.length, comments]),
  ])
const haveOneShape = (codes: readonly Chain[]): boolean => new Set(codes.map(shapeOf)).size === 1

const haveOneForm = (codes: readonly Extract<Code, { kind: 'record' }>[]): boolean =>
  new Set(
    codes.map(({ entries }) => JSON.stringify(entries.map(({ key, comments }) => [key, comments]))),
  ).size === 1

/** What stands around the names in all of these texts, if they are made of the names in one and the same way. */
function partsAround(
  values: readonly Code[],
  names: readonly Code[],
): readonly string[] | undefined {
  const texts = values.map(textOf)
  const [text] = texts
  const [name] = names.map(textOf)
  if (text === undefined || name === undefined || name.length < 2 || text === name) return undefined
  const whole = text.split(name)
  if (whole.length < 2) return undefined
  const ways = [whole, ...whole.slice(1).map((_, nth) => splitAt(whole, nth + 1, name))]
  return ways.find(parts => texts.every((one, nth) => one === parts.join(textOf(names[nth]!))))
}

// A text that holds the name several times may hold it once by chance.
const splitAt = (parts: readonly string[], nth: number, name: string): readonly string[] => [
  parts.slice(0, nth).join(name),
  parts.slice(nth).join(name),
]

const textOf = (code: Code): string | undefined =>
  code.kind === 'literal' && typeof code.value === 'string' ? code.value : undefined

/** An expression with each of its parts changed, from the inside out. */
function renamed(code: Code, change: (code: Code) => Code): Code {
  const inner = (one: Code): Code => renamed(one, change)
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

// After where they stand: `mac`, and a second one `mac2`.
function named(
  parameters: readonly Parameter[],
  isFree: (name: string) => boolean,
): readonly string[] {
  const given = new Set<string>()
  return parameters.map(({ hints }) => {
    // Text between tags is called after what it is the text of.
    const near = hints.length > 1 ? hints.slice(0, -1).filter(hint => hint !== 'value') : hints
    const words = near.map(identifier)
    const stem = words.find(isFree) ?? `${words[0]}Value`
    let name = stem
    for (let nth = 2; given.has(name); nth++) name = `${stem}${nth}`
    given.add(name)
    return name
  })
}

const identifier = (hint: string): string =>
  hint
    .replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
    .replace(/^(?=\d|$)/, 'value')
