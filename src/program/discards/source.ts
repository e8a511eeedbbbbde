import { type ParserPlugin, parse } from '@babel/parser'

/** A node of a Babel syntax tree. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly loc: { readonly start: Position; readonly end: Position }
  readonly [key: string]: unknown
}

/** A position in a Babel syntax tree. Lines start at 1, and columns at 0. */
interface Position {
  readonly line: number
  readonly column: number
}

/** A call in the source text of a program. Lines and columns start at 1, as in a stack trace. */
export interface CallInSource {
  readonly file: string
  readonly source: Source
  readonly call: SyntaxNode
  readonly line: number
  readonly column: number
}

/**
 * What the surrounding code does with the value of an expression: it discards the value, stores it in a variable that the file
 * never uses (`unread`), returns it, or uses it in another way (`kept`).
 */
export type Usage = 'discarded' | 'unread' | 'returned' | 'kept'

/** The parsed source text of a file. The class finds a call by its position in the text. */
export class Source {
  readonly text: string
  readonly #parents = new Map<SyntaxNode, { readonly parent: SyntaxNode; readonly key: string }>()
  // The calls by `line:column`. An entry is `undefined` if two calls have the same position.
  readonly #calls = new Map<string, SyntaxNode | undefined>()
  readonly #awaits = new Map<string, SyntaxNode>()
  readonly #declarations = new Map<string, Set<string>>()
  // How often the file contains each name, its declaration included.
  readonly #occurrences = new Map<string, number>()

  private constructor(text: string, root: SyntaxNode) {
    this.text = text
    this.#visit(root)
  }

  /** Parses the source text of a file. Returns `undefined` if the text has a syntax error. */
  static parse(file: string, text: string): Source | undefined {
    const isTypeScript = /\.[cm]?tsx?$/.test(file)
    const plugins: ParserPlugin[] = ['decorators']
    if (isTypeScript) plugins.push('typescript')
    if (!isTypeScript || file.endsWith('x')) plugins.push('jsx')
    try {
      const root = parse(text, {
        plugins,
        sourceType: 'unambiguous',
        allowAwaitOutsideFunction: true,
        allowReturnOutsideFunction: true,
        attachComment: false,
      })
      return new Source(text, root.program as unknown as SyntaxNode)
    } catch (error) {
      if (error instanceof SyntaxError) return undefined
      throw error
    }
  }

  /** The call at the position of a stack frame. Lines and columns start at 1. */
  callAt(frame: {
    readonly line: number
    readonly column: number
    readonly isAwait: boolean
  }): SyntaxNode | undefined {
    return (frame.isAwait ? this.#awaits : this.#calls).get(`${frame.line}:${frame.column}`)
  }

  /** What the surrounding code does with the value of an expression. */
  usageOf(expression: SyntaxNode): Usage {
    const position = this.#parents.get(expression)
    if (!position) return 'kept'
    const { parent, key } = position
    switch (parent.type) {
      case 'ExpressionStatement':
        return 'discarded'
      case 'ForStatement':
        return key === 'test' ? 'kept' : 'discarded'
      case 'UnaryExpression':
        return parent.operator === 'void' ? 'discarded' : 'kept'
      case 'SequenceExpression':
        return childrenOf(parent, 'expressions').at(-1) === expression
          ? this.usageOf(parent)
          : 'discarded'
      case 'LogicalExpression':
        return key === 'left' && parent.operator === '&&' ? 'kept' : this.usageOf(parent)
      case 'ConditionalExpression':
        return key === 'test' ? 'kept' : this.usageOf(parent)
      case 'VariableDeclarator':
        return this.#isUnread(parent) ? 'unread' : 'kept'
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return isPlainFunction(this.functionAround(expression)) ? 'returned' : 'kept'
      default:
        return WRAPPERS.has(parent.type) ? this.usageOf(parent) : 'kept'
    }
  }

  /** The variable that an expression initializes, with the location of its declaration. */
  variableOf(expression: SyntaxNode): { name: string; line: number; column: number } {
    let around = expression
    while (around.type !== 'VariableDeclarator') around = this.#parents.get(around)!.parent
    const variable = childOf(around, 'id')!
    const { line, column } = variable.loc.start
    return { name: String(variable.name), line, column: column + 1 }
  }

  /** Whether the program awaits an expression: `await` is directly before it. */
  isAwaited(expression: SyntaxNode): boolean {
    return this.#parents.get(expression)?.parent.type === 'AwaitExpression'
  }

  /** The innermost function that contains a syntax node. */
  functionAround(node: SyntaxNode): SyntaxNode | undefined {
    let around = this.#parents.get(node)?.parent
    while (around && !FUNCTIONS.has(around.type)) around = this.#parents.get(around)?.parent
    return around
  }

  /** How this file declares a variable name: with `const`, `let`, `var` or `import`. */
  declarationsOf(name: string): ReadonlySet<string> {
    return this.#declarations.get(name) ?? new Set()
  }

  /** Whether the file never uses a variable, neither in its code nor as an export. */
  #isUnread(declarator: SyntaxNode): boolean {
    const variable = childOf(declarator, 'id')
    const declaration = this.#parents.get(declarator)!.parent
    return (
      variable?.type === 'Identifier' &&
      !String(variable.name).startsWith('_') &&
      this.#occurrences.get(String(variable.name)) === 1 &&
      this.#parents.get(declaration)?.parent.type !== 'ExportNamedDeclaration'
    )
  }

  #visit(node: SyntaxNode): void {
    this.#index(node)
    for (const key in node) {
      for (const child of childrenOf(node, key)) {
        this.#parents.set(child, { parent: node, key })
        this.#visit(child)
      }
    }
  }

  #index(node: SyntaxNode): void {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const name = String(node.name)
      this.#occurrences.set(name, (this.#occurrences.get(name) ?? 0) + 1)
    } else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
      const at = positionOfCall(node)
      this.#calls.set(at, this.#calls.has(at) ? undefined : node)
    } else if (node.type === 'AwaitExpression') {
      // `await` discards a builder only if its operand is a call. In `await promise`, the variable still holds the promise.
      const { line, column } = node.loc.start
      const awaited = unwrapped(childOf(node, 'argument'))
      if (awaited?.type === 'CallExpression') this.#awaits.set(`${line}:${column + 1}`, awaited)
    } else if (node.type === 'VariableDeclaration') {
      for (const one of childrenOf(node, 'declarations')) {
        this.#declare(childOf(one, 'id'), String(node.kind))
      }
    } else if (/^Import.*Specifier$/.test(node.type))
      this.#declare(childOf(node, 'local'), 'import')
  }

  #declare(name: SyntaxNode | undefined, how: string): void {
    if (name?.type !== 'Identifier') return
    const known = this.#declarations.get(String(name.name)) ?? new Set()
    this.#declarations.set(String(name.name), known.add(how))
  }
}

// The syntax nodes that have the same value as the expression inside them, such as parentheses.
const WRAPPERS = new Set([
  'AwaitExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
])

const FUNCTIONS = new Set([
  'ArrowFunctionExpression',
  'ClassMethod',
  'ClassPrivateMethod',
  'FunctionDeclaration',
  'FunctionExpression',
  'ObjectMethod',
])

// Whether a function passes the value of its `return` statement to the code that calls it. Generators, constructors, getters
// and setters do not.
const isPlainFunction = (node: SyntaxNode | undefined): boolean =>
  node !== undefined &&
  node.generator !== true &&
  (node.kind === undefined || node.kind === 'method')

/** The child nodes of a syntax node under a property key such as `arguments`. */
export function childrenOf(node: SyntaxNode, key: string): readonly SyntaxNode[] {
  const value = node[key]
  return (Array.isArray(value) ? value : [value]).filter(isSyntax)
}

/** The first child node of a syntax node under a property key such as `callee`. */
export const childOf = (node: SyntaxNode, key: string): SyntaxNode | undefined =>
  childrenOf(node, key)[0]

const isSyntax = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'loc' in value

/** An expression without surrounding parentheses, type assertions and `await`. */
export function unwrapped(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node && WRAPPERS.has(node.type)
    ? unwrapped(childOf(node, 'expression') ?? childOf(node, 'argument'))
    : node
}

/** Whether a syntax node is a property access: `a.b`, `a?.b` or `a['b']`. */
export const isMember = (node: SyntaxNode | undefined): node is SyntaxNode =>
  node?.type === 'MemberExpression' || node?.type === 'OptionalMemberExpression'

// Returns the position that a stack trace shows for a call. It is the position of the method name or, in `a[name]()`, of the
// closing bracket.
function positionOfCall(call: SyntaxNode): string {
  const callee = unwrapped(childOf(call, 'callee'))!
  const property = isMember(callee) ? childOf(callee, 'property')! : undefined
  const { line, column } = callee.computed ? property!.loc.end : (property ?? callee).loc.start
  return `${line}:${column + 1}`
}
