import { type CallExpression, Node, Project, type SourceFile } from 'ts-morph'
import type { Addition, Respelling } from '../diagnostics/diagnostic.ts'
import type { Edit } from './edit.ts'

/*
 * Fixes in the text of a program. What is not written there to the letter, as a value that is put together elsewhere, is
 * left alone.
 */

/** A program, read for its fixes. */
export class ProgramText {
  readonly #source: SourceFile

  constructor(text: string) {
    const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { allowJs: true } })
    this.#source = project.createSourceFile('program.ts', text)
  }

  /** What respells a word: a key of an object, the value of a key, or what a call is given. */
  respelled(offset: number, { kind, from, to }: Respelling): readonly Edit[] {
    const at = this.#source.getDescendantAtPos(offset)
    if (!at || at.getStart() !== offset) return []
    const parent = at.getParent()
    if (Node.isPropertyAssignment(parent) && parent.getNameNode() === at) {
      if (kind === 'name') return textOf(at) === from ? [put(at, to)] : []
      return literals([parent.getInitializer()], from).map(one => put(one, to))
    }
    const call = kind === 'value' ? callOf(at) : undefined
    return literals(call?.getArguments() ?? [], from).map(one => put(one, to))
  }

  /** What adds a call at the end of the calls that make a domain. */
  added(offset: number, { ts }: Addition): readonly Edit[] {
    const at = this.#source.getDescendantAtPos(offset)
    const first = at && callOf(at)
    if (!at || !first || at.getStart() !== offset) return []
    const last = endOfChain(first)
    const end = last.getEnd()
    return [{ start: end, end, text: `${lead(last)}${ts}` }]
  }
}

// Where one alone of them is this word, and so is meant.
function literals(values: readonly (Node | undefined)[], word: string): readonly Node[] {
  const found = values
    .map(bare)
    .filter(
      (one): one is Node =>
        (Node.isStringLiteral(one) || Node.isNoSubstitutionTemplateLiteral(one)) &&
        one.getLiteralText() === word,
    )
  return found.length === 1 ? found : []
}

// What a type is asserted of.
function bare(value: Node | undefined): Node | undefined {
  const isAsserted =
    Node.isAsExpression(value) ||
    Node.isSatisfiesExpression(value) ||
    Node.isNonNullExpression(value)
  return isAsserted ? bare(value.getExpression()) : value
}

const textOf = (name: Node): string =>
  Node.isStringLiteral(name) ? name.getLiteralText() : name.getText()

// Within its quotes, where it has some; a word of the format needs none in a key.
function put(node: Node, text: string): Edit {
  const isQuoted = /^['"`]/.test(node.getText())
  const inset = isQuoted ? 1 : 0
  const isName = isQuoted || /^[A-Za-z_$][\w$]*$/.test(text)
  return {
    start: node.getStart() + inset,
    end: node.getEnd() - inset,
    text: isName ? text : `'${text}'`,
  }
}

/** The call of a function or a method, by its name. */
function callOf(name: Node): CallExpression | undefined {
  const parent = name.getParent()
  const callee =
    Node.isPropertyAccessExpression(parent) && parent.getNameNode() === name ? parent : name
  const call = callee.getParent()
  return Node.isCallExpression(call) && call.getExpression() === callee ? call : undefined
}

function endOfChain(call: CallExpression): CallExpression {
  const access = call.getParent()
  const next = Node.isPropertyAccessExpression(access) ? access.getParent() : undefined
  return Node.isCallExpression(next) && next.getExpression() === access ? endOfChain(next) : call
}

// Where each call of a chain stands on a line of its own, so does one more.
function lead(last: CallExpression): string {
  const access = last.getExpression()
  if (!Node.isPropertyAccessExpression(access)) return ''
  const between = access
    .getSourceFile()
    .getFullText()
    .slice(access.getExpression().getEnd(), access.getNameNode().getStart())
  return /^\s*\n\s*(?=\.$)/.exec(between)?.[0] ?? ''
}
