import { nodeOf } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import { isNode, type Node, scalarAt } from '../tree/node.ts'
import { type Chain, type Language, wordsIn } from './code.ts'
import { Expression } from './express.ts'
import { fleetText } from './fleet.ts'
import { type Fold, folds } from './fold.ts'
import { interpret } from './interpret.ts'
import { Lexicon } from './lexicon.ts'
import { isReserved, Names } from './names.ts'
import { commented, print } from './print.ts'
import { allSparse, type Fill, plain } from './sparse.ts'

/** A program, and the proof of it. */
export interface Written {
  readonly typescript: string
  /** Where the domains of the program differ from those it was made from: a bug, told by its path. */
  readonly differences: readonly { readonly node: Node; readonly path: string }[]
}

/** What an import needs of the rest of vmc. */
export interface Means {
  /** The words that programs import. */
  readonly language: Language
  /** What a build fills in. */
  readonly fill: Fill
  /** Domains that differ in few places become one loop, unless this is `false`. */
  readonly fold?: boolean
}

const lexicons = new WeakMap<Language, Lexicon>()

function lexiconOf(language: Language): Lexicon {
  const known = lexicons.get(language) ?? new Lexicon(language)
  lexicons.set(language, known)
  return known
}

/** Writes the program that makes these domains, and reads it again to see that it does. */
export function program(domains: readonly Node[], { language, fill, fold = true }: Means): Written {
  const expression = new Expression(lexiconOf(language))
  const expressed = allSparse(domains, fill).map(node => {
    const one = expression.chain(node)
    if (!one) throw new Error(`no word makes a <${node.element.name}>`)
    return { ...one, name: String(scalarAt(node, 'name') ?? '') }
  })
  const words = [...new Set(expressed.flatMap(({ code }) => wordsIn(code)))]
  const names = new Names(Object.keys(language))
  const groups = fold
    ? folds(
        expressed.map(({ code }) => code),
        name => !isReserved(name) && !words.includes(name),
      )
    : new Map<readonly number[], Fold>()
  const parts = inOrder(domains.length, groups.keys())
  const statements = parts.map(members => {
    const some = members.map(index => expressed[index]!)
    const folded = groups.get(members)
    const { name, code, comments } = some[0]!
    return folded
      ? fleetText(
          folded,
          names,
          some.map(one => one.name),
          some.map(one => one.comments),
        )
      : `${commented(comments, '')}${statement(names.of(name), code)}`
  })
  const typescript = [importText(words.sort(natural)), ...statements].join('\n')
  const made = [...interpret(typescript, language).values()].flat().map(value => nodeOf(value)!)
  const order = parts.flat()
  const differences = compare(
    order.map(index => domains[index]!),
    fill(made),
  ).map(({ index, path }) => ({ node: domains[order[index]!]!, path }))
  return { typescript, differences }
}

// Groups where their first member stands, and each other domain by itself.
function inOrder(
  count: number,
  groups: Iterable<readonly number[]>,
): readonly (readonly number[])[] {
  const groupOf = new Map([...groups].flatMap(group => group.map(index => [index, group] as const)))
  return Array.from({ length: count }, (_, index) => groupOf.get(index) ?? [index]).filter(
    ([first], index) => first === index,
  )
}

function statement(name: string, code: Chain): string {
  const start = `export const ${name} = `
  return `${start}${print(code, '', start.length)}\n`
}

function importText(words: readonly string[]): string {
  const line = `import { ${words.join(', ')} } from 'libvmc'\n`
  return line.length <= 101
    ? line
    : `import {\n${words.map(word => `  ${word},\n`).join('')}} from 'libvmc'\n`
}

function compare(
  wanted: readonly Node[],
  made: readonly Node[],
): readonly { readonly index: number; readonly path: string }[] {
  return wanted.flatMap((node, index) => {
    const other = made[index]
    if (!isNode(other)) return [{ index, path: node.element.name }]
    const path = difference(plain(node), plain(other))
    return path === undefined ? [] : [{ index, path }]
  })
}

// As the formatter sorts names: letter by letter, without regard to case unless that is all that differs.
function natural(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x, y] = [a[at]!, b[at]!]
    const order = compareText(x.toLowerCase(), y.toLowerCase()) || compareText(x, y)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
