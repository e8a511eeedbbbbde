import { type CallExpression, Node, Project, type SourceFile } from 'ts-morph'
import type { Addition, Respelling } from '../diagnostics/diagnostic.ts'
import type { Edit } from './edit.ts'

/*
 * Computes the edits that fix a program. Only names and values that are written literally in the program are fixed, and not
 * computed values.
 */

/** The parsed source of a program. Its methods compute edits. */
export class ProgramText {
  readonly #source: SourceFile

  constructor(text: string) {
    const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { allowJs: true } })
    this.#source = project.createSourceFile('program.ts', text)
  }

  /**
   * Returns the edits that replace a misspelled name or value in the source: an object key, the value of a key, or an argument
   * of a call.
   */
  respellingEdits(offset: number, { kind, from, to }: Respelling): readonly Edit[] {
    const at = this.#source.getDescendantAtPos(offset)
    if (!at || at.getStart() !== offset) return []
    const parent = at.getParent()
    if (Node.isPropertyAssignment(parent) && parent.getNameNode() === at) {
      if (kind === 'name') return textOf(at) === from ? [replace(at, to)] : []
      return literals([parent.getInitializer()], from).map(one => replace(one, to))
    }
    const call = kind === 'value' ? callOf(at) : undefined
    return literals(call?.getArguments() ?? [], from).map(one => replace(one, to))
  }

  /** The edits that add a method call to the end of a domain's call chain. */
  additionEdits(offset: number, { ts }: Addition): readonly Edit[] {
    const at = this.#source.getDescendantAtPos(offset)
    const first = at && callOf(at)
    if (!at || !first || at.getStart() !== offset) return []
    const last = endOfChain(first)
    const end = last.getEnd()
    return [{ start: end, end, text: `${lineBreakBefore(last)}${ts}` }]
  }
}

// Returns a list with the string literal that has this text. If several literals have this text, the list is empty, because vmc
// cannot know which of them to replace.
function literals(values: readonly (Node | undefined)[], text: string): readonly Node[] {
  const found = values
    .map(withoutAssertion)
    .filter(
      (one): one is Node =>
        (Node.isStringLiteral(one) || Node.isNoSubstitutionTemplateLiteral(one)) &&
        one.getLiteralText() === text,
    )
  return found.length === 1 ? found : []
}

// Returns the expression inside a type assertion such as `x as const`.
function withoutAssertion(value: Node | undefined): Node | undefined {
  const isAsserted =
    Node.isAsExpression(value) ||
    Node.isSatisfiesExpression(value) ||
    Node.isNonNullExpression(value)
  return isAsserted ? withoutAssertion(value.getExpression()) : value
}

// Returns the text of an object key without quotes.
const textOf = (name: Node): string =>
  Node.isStringLiteral(name) ? name.getLiteralText() : name.getText()

// Replaces the text inside the quotes of a string. A key without quotes gets quotes only if the new name needs them.
function replace(node: Node, text: string): Edit {
  const isQuoted = /^['"`]/.test(node.getText())
  const inset = isQuoted ? 1 : 0
  const isName = isQuoted || /^[A-Za-z_$][\w$]*$/.test(text)
  return {
    start: node.getStart() + inset,
    end: node.getEnd() - inset,
    text: isName ? text : `'${text}'`,
  }
}

/** Returns the call, if a node is the name of a called function or method. Otherwise, returns `undefined`. */
function callOf(name: Node): CallExpression | undefined {
  const parent = name.getParent()
  const callee =
    Node.isPropertyAccessExpression(parent) && parent.getNameNode() === name ? parent : name
  const call = callee.getParent()
  return Node.isCallExpression(call) && call.getExpression() === callee ? call : undefined
}

// Returns the last call in a chain of method calls.
function endOfChain(call: CallExpression): CallExpression {
  const access = call.getParent()
  const next = Node.isPropertyAccessExpression(access) ? access.getParent() : undefined
  return Node.isCallExpression(next) && next.getExpression() === access ? endOfChain(next) : call
}

// Returns the line break and indentation before the last call of a chain. An added call gets the same line break and
// indentation. The result is empty if the chain is on one line.
function lineBreakBefore(last: CallExpression): string {
  const access = last.getExpression()
  if (!Node.isPropertyAccessExpression(access)) return ''
  const between = access
    .getSourceFile()
    .getFullText()
    .slice(access.getExpression().getEnd(), access.getNameNode().getStart())
  return /^\s*\n\s*(?=\.$)/.exec(between)?.[0] ?? ''
}
