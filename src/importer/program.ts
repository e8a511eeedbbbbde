import { nodeOf } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import { isNode, type Node, scalarAt, uncheckedText } from '../tree/node.ts'
import { type Chain, factoriesIn, type Language, literal } from './code.ts'
import { ExpressionWriter } from './express.ts'
import { fleetText } from './fleet.ts'
import { type Fold, findFolds } from './fold.ts'
import { Identifiers, isReserved } from './identifiers.ts'
import { interpret } from './interpret.ts'
import { Lexicon } from './lexicon.ts'
import { type Fill, omitAllDefaults, withoutComments } from './omit-defaults.ts'
import { print, printComments } from './print.ts'
import { withoutRepeatedComments } from './raws.ts'
import { withLargestUnits } from './sizes.ts'

/** A generated program, and the differences between the domains that it creates and the imported domains. */
export interface WrittenProgram {
  readonly typescript: string
  /** The differences between the domains of the program and the imported domains. Every difference is a bug in vmc. */
  readonly differences: readonly { readonly node: Node; readonly path: string }[]
}

/**
 * Options for writing a program. Some of them are functions of other parts of vmc. They are passed as options, because the
 * modules of the importer must not import these parts.
 */
export interface WriteOptions {
  /** The functions that libvmc exports, by name. */
  readonly language: Language
  /** The function that adds default values to domains, as a build does. */
  readonly fill: Fill
  /** Whether domains that differ only slightly are written as a loop. Default: `true`. */
  readonly fold?: boolean
}

const writers = new WeakMap<Language, ExpressionWriter>()

function writerOf(language: Language): ExpressionWriter {
  const known = writers.get(language) ?? new ExpressionWriter(new Lexicon(language))
  writers.set(language, known)
  return known
}

/** Writes a program that creates the given domains, and evaluates the program to verify the result. */
export function writeProgram(
  imported: readonly Node[],
  { language, fill, fold = true }: WriteOptions,
): WrittenProgram {
  const domains = imported.map(withLargestUnits)
  const writer = writerOf(language)
  const expressed = omitAllDefaults(domains, fill).map(node => {
    const one = writer.chain(node)
    if (!one) throw new Error(`no factory makes a <${node.element.name}>`)
    const code = withHost(withoutRepeatedComments(one.code, node), node)
    return {
      ...one,
      code,
      name: String(scalarAt(node, 'name') ?? uncheckedText(node, 'name') ?? ''),
    }
  })
  const factories = [...new Set(expressed.flatMap(({ code }) => factoriesIn(code)))]
  const identifiers = new Identifiers(Object.keys(language))
  const groups = fold
    ? findFolds(
        expressed.map(({ code }) => code),
        name => !isReserved(name) && !factories.includes(name),
      )
    : new Map<readonly number[], Fold>()
  const parts = inOrder(domains.length, groups.keys())
  const statements = parts.map(members => {
    const group = members.map(index => expressed[index]!)
    const folded = groups.get(members)
    const { name, code, comments } = group[0]!
    return folded
      ? fleetText(
          folded,
          identifiers,
          group.map(one => one.name),
          group.map(one => one.comments),
        )
      : `${printComments(comments, '')}${statement(identifiers.claim(name), code)}`
  })
  const typescript = [importText(factories.sort(compareNames)), ...statements].join('\n')
  const actual = [...interpret(typescript, language).values()].flat().map(value => nodeOf(value)!)
  const order = parts.flat()
  const differences = findDifferences(
    order.map(index => domains[index]!),
    fill(actual),
  ).map(({ index, path }) => ({ node: domains[order[index]!]!, path }))
  return { typescript, differences }
}

function withHost(code: Chain, { notes }: Node): Chain {
  const host = notes?.find(({ kind }) => kind === 'host')?.value
  if (typeof host !== 'string') return code
  const call = { method: 'host', args: [literal(host)], comments: [] }
  return { ...code, calls: [...code.calls, call] }
}

// Returns all groups of domains in the order of the documents. A domain without a group is returned as a group with one
// member.
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

function importText(factories: readonly string[]): string {
  const line = `import { ${factories.join(', ')} } from 'libvmc'\n`
  return line.length <= 101
    ? line
    : `import {\n${factories.map(name => `  ${name},\n`).join('')}} from 'libvmc'\n`
}

function findDifferences(
  expected: readonly Node[],
  actual: readonly Node[],
): readonly { readonly index: number; readonly path: string }[] {
  return expected.flatMap((node, index) => {
    const other = actual[index]
    if (!isNode(other)) return [{ index, path: node.element.name }]
    const path = difference(withoutComments(node), withoutComments(other))
    return path === undefined ? [] : [{ index, path }]
  })
}

// Compares names character by character, as the code formatter does when it sorts imports. Case matters only between two
// characters that are the same letter.
function compareNames(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x, y] = [a[at]!, b[at]!]
    const order = compareText(x.toLowerCase(), y.toLowerCase()) || compareText(x, y)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
