// Prints types of the language as an editor should show them.
import { ts } from 'ts-morph'

const FLAGS =
  ts.NodeBuilderFlags.NoTruncation |
  ts.NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope |
  ts.NodeBuilderFlags.UseSingleQuotesForStringLiteralType

/** The types of which a union consists, or the type itself. */
const membersOf = type => (type.isUnion() ? type.types : [type])

/** Whether a type means "any builder of this element". */
const isBuilt = type => type.symbol?.name === 'Built' && type.typeArguments !== undefined

/** The place of a type in a union: builders and objects, then values, then any text, then true and false. */
function rank(type, values) {
  if (type.flags & ts.TypeFlags.Object) return -1
  if (type.flags & ts.TypeFlags.Undefined) return values.length + 3
  if (type.flags & ts.TypeFlags.BooleanLiteral) return values.length + 2
  if (!(type.flags & ts.TypeFlags.StringLiteral)) return values.length + 1
  const place = values.indexOf(type.value)
  return place < 0 ? values.length : place
}

/** A type as the type of the items of a list. */
export const inParentheses = type => (type.includes(' ') ? `(${type})` : type)

/** Prints types for one declaration, and collects the names in them that the file of the declaration has to import. */
export class Printer {
  /** The file of each name. */
  imports = new Map()
  #checker
  #node
  #language

  /** `language` has the builders of each element and the names of types. */
  constructor(checker, node, language) {
    this.#checker = checker
    this.#node = node
    this.#language = language
  }

  /** The type of a value that a method takes. Its texts are in the order of `values`. */
  value(type, values, isOptional) {
    const members = membersOf(type).filter(
      one => !isBuilt(one) && !(isOptional && one.flags & ts.TypeFlags.Undefined),
    )
    const alias = this.#language.aliases.find(one => one.members.every(m => members.includes(m)))
    if (alias) this.imports.set(alias.name, alias.path)
    const isBoolean = members.filter(one => one.flags & ts.TypeFlags.BooleanLiteral).length === 2
    const shown = members
      .filter(one => !alias?.members.includes(one))
      .filter(one => !(isBoolean && one.flags & ts.TypeFlags.BooleanLiteral))
      .sort((a, b) => rank(a, values) - rank(b, values))
      .map(one => this.#member(one, values))
    const all = [
      ...this.builders(type),
      ...shown,
      ...(alias ? [alias.name] : []),
      ...(isBoolean ? ['boolean'] : []),
    ]
    return all.join(' | ')
  }

  #member(type, values) {
    if (this.#checker.isArrayType(type))
      return `readonly ${inParentheses(this.value(this.#checker.getTypeArguments(type)[0], values))}[]`
    return type.getCallSignatures().length > 0 ? `(${this.type(type)})` : this.type(type)
  }

  /** The names of the builders that a type accepts. */
  builders(type) {
    return membersOf(type)
      .filter(isBuilt)
      .flatMap(one => this.buildersOf(one.typeArguments[0].symbol?.name))
  }

  /** The names of the builders of an element, by the name of its plain object. */
  buildersOf(element) {
    const made = this.#language.buildersOf.get(element) ?? []
    for (const { name, path } of made) this.imports.set(name, path)
    return made.map(({ name }) => name)
  }

  type(type) {
    return this.#withoutPaths(this.#checker.typeToString(type, this.#node, FLAGS))
  }

  signature(call) {
    return this.#withoutPaths(this.#checker.signatureToString(call, this.#node, FLAGS))
  }

  /** A type without the paths of files in it. The names in it are imported. */
  #withoutPaths(text) {
    const short = text.replace(/import\("[^"]+"(?:, \{[^}]*\})?\)\./g, '')
    for (const [name] of short.replace(/'[^']*'|"[^"]*"/g, '').matchAll(/\b[A-Z]\w*/g)) {
      const path = this.#language.exported.get(name)
      if (path !== undefined) this.imports.set(name, path)
    }
    return short
  }
}

/** The files of all exported types, by name. */
export function exportedTypes(files) {
  const all = new Map()
  for (const file of files) {
    for (const one of [...file.getInterfaces(), ...file.getTypeAliases(), ...file.getClasses()]) {
      const path = all.get(one.getName())
      if (!one.isExported() || path === file.getFilePath()) continue
      if (path !== undefined)
        throw new Error(`${one.getName()} is in ${path} and ${file.getFilePath()}`)
      all.set(one.getName(), file.getFilePath())
    }
  }
  return all
}

/** The names of types for texts of a form, such as `SizeText`, with their members. */
export function aliasesIn(files) {
  return files.flatMap(file =>
    file
      .getTypeAliases()
      .filter(alias => alias.isExported() && alias.getTypeParameters().length === 0)
      .map(alias => ({
        name: alias.getName(),
        path: file.getFilePath(),
        members: membersOf(alias.getType().compilerType),
      }))
      .filter(({ members }) => members.some(one => one.flags & ts.TypeFlags.TemplateLiteral)),
  )
}
