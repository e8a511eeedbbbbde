import { nodeOf } from '../dsl/normalise.ts'
import { difference } from '../tree/equal.ts'
import { isNode, type Node, scalarAt } from '../tree/node.ts'
import { type Chain, type Language, wordsIn } from './code.ts'
import { Expression } from './express.ts'
import { interpret } from './interpret.ts'
import { commentLines } from './literal.ts'
import { Names } from './names.ts'
import { print } from './print.ts'
import { Lexicon } from './shapes.ts'
import { type Fill, plain, sparse } from './sparse.ts'

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
}

const lexicons = new WeakMap<Language, Lexicon>()

function lexiconOf(language: Language): Lexicon {
  const known = lexicons.get(language) ?? new Lexicon(language)
  lexicons.set(language, known)
  return known
}

/** Writes the program that makes these domains, and reads it again to see that it does. */
export function program(domains: readonly Node[], { language, fill }: Means): Written {
  const expression = new Expression(lexiconOf(language))
  const names = new Names(Object.keys(language))
  const written = domains.map(node => {
    const expressed = expression.chain(sparse(node, fill))
    if (!expressed) throw new Error(`no word makes a <${node.element.name}>`)
    return { ...expressed, name: names.of(String(scalarAt(node, 'name') ?? '')) }
  })
  const statements = written.map(
    ({ name, code, comments }) =>
      `${comments
        .flatMap(commentLines)
        .map(line => `${line}\n`)
        .join('')}${statement(name, code)}`,
  )
  const imports = [...new Set(written.flatMap(({ code }) => wordsIn(code)))].sort(natural)
  const typescript = [importText(imports), ...statements].join('\n')
  const made = [...interpret(typescript, language).values()].map(value => nodeOf(value)!)
  const differences = compare(domains, fill(made)).map(({ index, path }) => ({
    node: domains[index]!,
    path,
  }))
  return { typescript, differences }
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
