import { type ParserPlugin, parse } from '@babel/parser'

/** A node of a syntax tree, as far as it is looked at here. */
export interface Syntax {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly loc: { readonly start: Position; readonly end: Position }
  readonly [key: string]: unknown
}

/** Lines count from 1, columns from 0. */
interface Position {
  readonly line: number
  readonly column: number
}

/** A call in the text of a program. */
export interface CallInSource {
  readonly file: string
  readonly source: Source
  readonly call: Syntax
  readonly line: number
  readonly column: number
}

/** What becomes of the value of a call. */
export type Fate = 'discarded' | 'returned' | 'held'

/** The text of a file of a program, and its calls. */
export class Source {
  readonly text: string
  readonly #parents = new Map<Syntax, { readonly parent: Syntax; readonly key: string }>()
  // By `line:column`; `undefined` where two calls cannot be told apart.
  readonly #calls = new Map<string, Syntax | undefined>()
  readonly #awaits = new Map<string, Syntax>()
  readonly #declarations = new Map<string, Set<string>>()

  private constructor(text: string, root: Syntax) {
    this.text = text
    this.#visit(root)
  }

  /** Parses a file; `undefined` if its text is not in a language that the parser knows. */
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
      return new Source(text, root.program as unknown as Syntax)
    } catch (error) {
      if (error instanceof SyntaxError) return undefined
      throw error
    }
  }

  /** The call that a frame of a stack trace names; its line and column count from 1. */
  callAt(frame: {
    readonly line: number
    readonly column: number
    readonly isAwait: boolean
  }): Syntax | undefined {
    return (frame.isAwait ? this.#awaits : this.#calls).get(`${frame.line}:${frame.column}`)
  }

  /** What becomes of the value of an expression, by what stands around it. */
  fateOf(expression: Syntax): Fate {
    const place = this.#parents.get(expression)
    if (!place) return 'held'
    const { parent, key } = place
    switch (parent.type) {
      case 'ExpressionStatement':
        return 'discarded'
      case 'ForStatement':
        return key === 'test' ? 'held' : 'discarded'
      case 'UnaryExpression':
        return parent.operator === 'void' ? 'discarded' : 'held'
      case 'SequenceExpression':
        return childrenOf(parent, 'expressions').at(-1) === expression
          ? this.fateOf(parent)
          : 'discarded'
      case 'LogicalExpression':
        return key === 'left' && parent.operator === '&&' ? 'held' : this.fateOf(parent)
      case 'ConditionalExpression':
        return key === 'test' ? 'held' : this.fateOf(parent)
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return isPlainFunction(this.functionAround(expression)) ? 'returned' : 'held'
      default:
        return WRAPPERS.has(parent.type) ? this.fateOf(parent) : 'held'
    }
  }

  /** Whether an expression is awaited where it stands. */
  isAwaited(expression: Syntax): boolean {
    return this.#parents.get(expression)?.parent.type === 'AwaitExpression'
  }

  /** The innermost function around a node. */
  functionAround(node: Syntax): Syntax | undefined {
    let around = this.#parents.get(node)?.parent
    while (around && !FUNCTIONS.has(around.type)) around = this.#parents.get(around)?.parent
    return around
  }

  /** How variables of a name are declared in this file: `const`, `let`, `var`, `import`. */
  declarationsOf(name: string): ReadonlySet<string> {
    return this.#declarations.get(name) ?? new Set()
  }

  #visit(node: Syntax): void {
    this.#note(node)
    for (const key in node) {
      for (const child of childrenOf(node, key)) {
        this.#parents.set(child, { parent: node, key })
        this.#visit(child)
      }
    }
  }

  #note(node: Syntax): void {
    if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
      const at = placeOfCall(node)
      this.#calls.set(at, this.#calls.has(at) ? undefined : node)
    } else if (node.type === 'AwaitExpression') {
      // The promise of a variable may be held there.
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

  #declare(name: Syntax | undefined, how: string): void {
    if (name?.type !== 'Identifier') return
    const known = this.#declarations.get(String(name.name)) ?? new Set()
    this.#declarations.set(String(name.name), known.add(how))
  }
}

// What stands around an expression and gives its value on.
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

// Does the caller of this function get what it returns?
const isPlainFunction = (node: Syntax | undefined): boolean =>
  node !== undefined &&
  node.generator !== true &&
  (node.kind === undefined || node.kind === 'method')

/** The nodes of a key of a node. */
export function childrenOf(node: Syntax, key: string): readonly Syntax[] {
  const value = node[key]
  return (Array.isArray(value) ? value : [value]).filter(isSyntax)
}

/** The node of a key of a node. */
export const childOf = (node: Syntax, key: string): Syntax | undefined => childrenOf(node, key)[0]

const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && 'type' in value && 'loc' in value

/** An expression without parentheses, types and `await` around it. */
export function unwrapped(node: Syntax | undefined): Syntax | undefined {
  return node && WRAPPERS.has(node.type)
    ? unwrapped(childOf(node, 'expression') ?? childOf(node, 'argument'))
    : node
}

/** Whether a node is `a.b` or `a?.b` or `a['b']`. */
export const isMember = (node: Syntax | undefined): node is Syntax =>
  node?.type === 'MemberExpression' || node?.type === 'OptionalMemberExpression'

// Where a stack trace says a call is: at its name, or at the bracket that ends a computed name.
function placeOfCall(call: Syntax): string {
  const callee = unwrapped(childOf(call, 'callee'))!
  const property = isMember(callee) ? childOf(callee, 'property')! : undefined
  const { line, column } = callee.computed ? property!.loc.end : (property ?? callee).loc.start
  return `${line}:${column + 1}`
}
