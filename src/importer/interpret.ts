import { createRequire } from 'node:module'
import type { ts } from 'ts-morph'
import { nodeOf } from '../dsl/normalise.ts'
import { lookup } from '../schema/core/lookup.ts'
import { type Language, methodOf } from './code.ts'

/*
 * An import evaluates the program that it prints, to verify the result. This interpreter does not run the program as
 * JavaScript. It supports only factories, builder methods, literals, tables and a loop over a table, and reports other code
 * as an error. Therefore a program generated from a malicious document can only describe domains.
 */

/**
 * Interprets the source text of a generated program without executing it. Returns the exports of the program by name, in their
 * order.
 */
export function interpret(text: string, language: Language): ReadonlyMap<string, unknown> {
  return new Interpreter(text, language).exports()
}

let compiler: typeof ts | undefined

// Returns the TypeScript parser from ts-morph. Loading it takes 0.4 s, so it is loaded on first use.
const parser = (): typeof ts => {
  compiler ??= (createRequire(import.meta.url)('ts-morph') as typeof import('ts-morph')).ts
  return compiler
}

/** A function in the generated program that creates a domain from a table row. */
type RowFunction = (row: unknown) => unknown
type Scope = ReadonlyMap<string, unknown>

class Interpreter {
  readonly #ts = parser()
  readonly #source: ts.SourceFile
  readonly #language: Language
  readonly #factories = new Map<string, (...args: readonly unknown[]) => unknown>()
  readonly #functions = new Set<unknown>()
  readonly #scope = new Map<string, unknown>()
  readonly #exports = new Map<string, unknown>()

  constructor(text: string, language: Language) {
    const { ScriptTarget, createSourceFile } = this.#ts
    this.#source = createSourceFile('program.ts', text, ScriptTarget.ES2022)
    this.#language = language
  }

  exports(): ReadonlyMap<string, unknown> {
    // The TypeScript parser does not throw on a syntax error. It collects syntax errors in an internal property,
    // which is read here.
    const { parseDiagnostics } = this.#source as unknown as {
      readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[]
    }
    if (parseDiagnostics.length > 0) this.#refuse(parseDiagnostics[0]!.start)
    for (const statement of this.#source.statements) this.#statement(statement)
    return this.#exports
  }

  #statement(node: ts.Statement): void {
    if (this.#ts.isImportDeclaration(node)) this.#import(node)
    else if (this.#ts.isVariableStatement(node)) this.#declare(node)
    else this.#refuse(node)
  }

  #declare(node: ts.VariableStatement): void {
    const { SyntaxKind, NodeFlags, isIdentifier } = this.#ts
    const [declaration, ...others] = node.declarationList.declarations
    const modifiers = node.modifiers ?? []
    if (
      (node.declarationList.flags & NodeFlags.BlockScoped) !== NodeFlags.Const ||
      modifiers.some(({ kind }) => kind !== SyntaxKind.ExportKeyword) ||
      !declaration?.initializer ||
      !isIdentifier(declaration.name) ||
      declaration.type ||
      others.length > 0
    )
      this.#refuse(node)
    const { text: name } = declaration.name
    if (this.#scope.has(name) || this.#factories.has(name)) this.#refuse(node)
    const { initializer } = declaration
    const value = this.#ts.isArrowFunction(initializer)
      ? this.#function(initializer)
      : this.#value(initializer, this.#scope)
    this.#scope.set(name, value)
    if (modifiers.length > 0) this.#exports.set(name, value)
  }

  #import(node: ts.ImportDeclaration): void {
    const { isNamedImports, isStringLiteral } = this.#ts
    const bindings = node.importClause?.namedBindings
    if (
      !isStringLiteral(node.moduleSpecifier) ||
      node.moduleSpecifier.text !== 'libvmc' ||
      node.importClause?.name ||
      !bindings ||
      !isNamedImports(bindings)
    )
      this.#refuse(node)
    for (const element of bindings.elements) {
      const { text: name } = element.name
      const factory = lookup(this.#language, name)
      if (element.propertyName || typeof factory !== 'function') this.#refuse(element)
      this.#factories.set(name, factory as (...args: readonly unknown[]) => unknown)
    }
  }

  #value(node: ts.Expression, scope: Scope): unknown {
    const { SyntaxKind } = this.#ts
    switch (node.kind) {
      case SyntaxKind.TrueKeyword:
        return true
      case SyntaxKind.FalseKeyword:
        return false
    }
    if (this.#ts.isStringLiteralLike(node)) return node.text
    if (this.#ts.isNumericLiteral(node)) return Number(node.text)
    if (this.#ts.isPrefixUnaryExpression(node)) {
      const { operator, operand } = node
      return operator === SyntaxKind.MinusToken && this.#ts.isNumericLiteral(operand)
        ? -Number(operand.text)
        : this.#refuse(node)
    }
    if (this.#ts.isTemplateExpression(node)) return this.#template(node, scope)
    if (this.#ts.isArrayLiteralExpression(node))
      return node.elements.map(element => this.#value(element, scope))
    if (this.#ts.isObjectLiteralExpression(node)) return this.#object(node, scope)
    if (this.#ts.isIdentifier(node)) return this.#named(node, scope)
    if (this.#ts.isCallExpression(node)) return this.#call(node, scope)
    // The interpreter ignores `as const`, because it affects only types.
    if (this.#ts.isAsExpression(node) && this.#ts.isConstTypeReference(node.type))
      return this.#value(node.expression, scope)
    return this.#refuse(node)
  }

  #template({ head, templateSpans }: ts.TemplateExpression, scope: Scope): string {
    const parts = templateSpans.map(({ expression, literal }) => {
      const value = this.#value(expression, scope)
      return typeof value === 'string' || typeof value === 'number'
        ? `${value}${literal.text}`
        : this.#refuse(expression)
    })
    return head.text + parts.join('')
  }

  #object({ properties }: ts.ObjectLiteralExpression, scope: Scope): unknown {
    // `Object.fromEntries` treats `__proto__` as an ordinary key, as JavaScript does for a computed key. The interpreter
    // reports a literal `__proto__` key as an error.
    return Object.fromEntries(
      properties.map(property => {
        if (this.#ts.isShorthandPropertyAssignment(property))
          return [property.name.text, this.#named(property.name, scope)]
        if (!this.#ts.isPropertyAssignment(property)) return this.#refuse(property)
        return [this.#key(property.name), this.#value(property.initializer, scope)]
      }),
    )
  }

  #key(name: ts.PropertyName): string {
    const { isIdentifier, isNumericLiteral, isStringLiteral, isComputedPropertyName } = this.#ts
    if (isNumericLiteral(name)) return name.text
    if (isComputedPropertyName(name))
      return isStringLiteral(name.expression) ? name.expression.text : this.#refuse(name)
    if (!isIdentifier(name) && !isStringLiteral(name)) return this.#refuse(name)
    return name.text === '__proto__' ? this.#refuse(name) : name.text
  }

  #named(node: ts.Identifier, scope: Scope): unknown {
    return scope.has(node.text) && !this.#functions.has(scope.get(node.text))
      ? scope.get(node.text)
      : this.#refuse(node)
  }

  // The calls of a chain are evaluated in a loop, because recursion for a very long chain would cause a stack overflow.
  #call(last: ts.CallExpression, scope: Scope): unknown {
    const { isCallExpression, isIdentifier } = this.#ts
    const chain: ts.CallExpression[] = []
    let first: ts.Expression = last
    while (isCallExpression(first)) {
      if (first.typeArguments || this.#ts.isCallChain(first)) return this.#refuse(first)
      chain.push(first)
      const callee: ts.Expression = first.expression
      if (isIdentifier(callee)) break
      first = this.#objectOf(callee)
    }
    chain.reverse()
    const [start] = chain as [ts.CallExpression]
    const isFactory = isIdentifier(start.expression)
    let value = isFactory ? this.#made(start, scope) : this.#value(first, scope)
    for (const call of isFactory ? chain.slice(1) : chain) {
      const name = this.#methodName(call.expression)
      value =
        Array.isArray(value) && name === 'map'
          ? value.map(this.#loop(call, scope))
          : this.#invoke(call, value, name, this.#values(call, scope))
    }
    return value
  }

  #values({ arguments: args }: ts.CallExpression, scope: Scope): readonly unknown[] {
    return args.map(arg => this.#value(arg, scope))
  }

  #made(call: ts.CallExpression, scope: Scope): unknown {
    const { text: name } = call.expression as ts.Identifier
    const factory = scope.has(name) ? undefined : this.#factories.get(name)
    return factory ? factory(...this.#values(call, scope)) : this.#refuse(call.expression)
  }

  #objectOf(callee: ts.Expression): ts.Expression {
    const { isElementAccessExpression, isPropertyAccessExpression } = this.#ts
    return isElementAccessExpression(callee) || isPropertyAccessExpression(callee)
      ? callee.expression
      : this.#refuse(callee)
  }

  #methodName(callee: ts.Expression): string {
    const { isElementAccessExpression, isIdentifier, isStringLiteral } = this.#ts
    const name = isElementAccessExpression(callee)
      ? callee.argumentExpression
      : (callee as ts.PropertyAccessExpression).name
    return isStringLiteral(name) || (isIdentifier(name) && !isElementAccessExpression(callee))
      ? name.text
      : this.#refuse(callee)
  }

  #invoke(node: ts.Node, builder: unknown, name: string, args: readonly unknown[]): unknown {
    const call = nodeOf(builder) && methodOf(builder, name)
    return call ? call(...args) : this.#refuse(node)
  }

  // Returns the function with a name that is passed as an argument, such as `web` in `rows.map(web)`. The program must declare
  // the function.
  #loop({ arguments: [argument, ...others] }: ts.CallExpression, scope: Scope): RowFunction {
    if (!argument || others.length > 0 || !this.#ts.isIdentifier(argument))
      return this.#refuse(argument ?? this.#source)
    const rowFunction = scope.get(argument.text)
    return this.#functions.has(rowFunction)
      ? row => (rowFunction as RowFunction)(row)
      : this.#refuse(argument)
  }

  // The interpreter supports only arrow functions with a single parameter, which is an identifier or an object pattern with
  // plain keys. It ignores type annotations.
  #function({ parameters, body, modifiers, typeParameters }: ts.ArrowFunction): RowFunction {
    const { isBlock, isIdentifier, isObjectBindingPattern } = this.#ts
    const [parameter, ...others] = parameters
    if (
      isBlock(body) ||
      modifiers ||
      typeParameters ||
      others.length > 0 ||
      !parameter ||
      parameter.initializer ||
      parameter.dotDotDotToken ||
      parameter.questionToken
    )
      return this.#refuse(body)
    const { name } = parameter
    let bind: (row: unknown) => readonly (readonly [string, unknown])[]
    if (isIdentifier(name)) bind = row => [[name.text, row]]
    else if (isObjectBindingPattern(name)) {
      const keys = name.elements.map(element =>
        !isIdentifier(element.name) ||
        element.propertyName ||
        element.initializer ||
        element.dotDotDotToken
          ? this.#refuse(element)
          : element.name.text,
      )
      bind = row =>
        keys.map(key =>
          typeof row === 'object' && row !== null && Object.hasOwn(row, key)
            ? [key, (row as Readonly<Record<string, unknown>>)[key]]
            : this.#refuse(name),
        )
    } else return this.#refuse(name)
    const rowFunction: RowFunction = row =>
      this.#value(body, new Map([...this.#scope, ...bind(row)]))
    this.#functions.add(rowFunction)
    return rowFunction
  }

  #refuse(at: ts.Node | number): never {
    const start = typeof at === 'number' ? at : at.getStart(this.#source)
    const { line, character } = this.#source.getLineAndCharacterOfPosition(start)
    throw new Error(
      `the program that import wrote contains unsupported code at ${line + 1}:${character + 1}`,
    )
  }
}
