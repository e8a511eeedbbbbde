// The methods of the builders as declarations, each with its doc comment, its parameter in words, and an example.
import { inParentheses, Printer } from './types.mjs'

/** Names that a parameter cannot have. */
const RESERVED = ['class', 'default', 'enum', 'function', 'in', 'interface', 'package']

/** How many functions a doc comment names. */
const SHOWN = 8

/**
 * The methods that the interface of a builder inherits, as declarations, and the types that they name, with their files.
 * `language` has the builders, the key of a method's element, and the words with their examples.
 */
export function methodsOf(face, builder, checker, language) {
  const printer = new Printer(checker, face.compilerNode, language)
  const name = builder.getName()
  const own = new Set(builder.getMembers().flatMap(member => member.getName?.() ?? []))
  const { prototype } = language.builders.find(one => one.name === name)
  const methods = face
    .getType()
    .getProperties()
    .filter(
      property =>
        !own.has(property.getName()) && typeof prototype[property.getName()] === 'function',
    )
    .filter(property => !isOfBase(property))
    .map(({ compilerSymbol: symbol }) => {
      const [call] = checker.getTypeOfSymbol(symbol).getCallSignatures()
      // `.nic()` is the method of the field `interface`.
      const method = prototype[symbol.name]
      const field = method[language.fieldElement]?.fields[method.name]
      const parameter = field && parameterOf(call, field, symbol.name, printer, checker, language)
      const signature = parameter
        ? `(${parameter.text}): ${name}`
        : printer
            .signature(call)
            .replace(/\bargs_0\b/, 'options')
            .replace(/(\?: [^,)]*?) \| undefined\b/g, '$1')
      const key = /^\w+$/.test(symbol.name) ? symbol.name : `'${symbol.name}'`
      return `${docOf(symbol, name, parameter, checker, language)}\n${key}${signature};`
    })
  return { methods, imports: printer.imports }
}

/** Whether all builders have a property, since it is declared in their base class. */
function isOfBase(property) {
  return property
    .getDeclarations()
    .some(declaration => declaration.getParent().getName?.() === 'Builder')
}

/** The parameter of the method for a field. */
function parameterOf(call, field, key, printer, checker, language) {
  const codec = codecOf(field)
  const type = checker.getTypeOfSymbol(call.getParameters()[0])
  const isOptional = call.minArgumentCount === 0 && !field.many
  const item = field.many ? checker.getTypeArguments(type)[0] : type
  const shown = printer.value(item, codec?.values ?? codec?.suggestions ?? [], isOptional)
  const name = parameterName(key, field.many)
  const text = field.many
    ? `...${name}: readonly ${inParentheses(shown)}[]`
    : `${name}${isOptional ? '?' : ''}: ${shown}`
  return { name, text, doc: describe(codec, printer.builders(item), shown, language) }
}

/** The codec of a field, or of the field of its element that a plain value sets. */
function codecOf(field) {
  const element = typeof field.element === 'function' ? field.element() : field.element
  return field.codec ?? element?.fields[element.lead]?.codec
}

/** The name of the parameter of a method for a field: `disks` for `.disk()`. */
export function parameterName(key, isMany) {
  const name = key.replace(/[-_](\w)/g, (_, letter) => letter.toUpperCase())
  if (!isMany) return RESERVED.includes(name) ? 'value' : name
  if (/(ss|x|ch)$/.test(name)) return `${name}es`
  return name.endsWith('s') ? name : `${name.replace(/([^aeiou])y$/, '$1ie')}s`
}

/** What a method for a field takes, in words. Undefined if its type says as much. */
function describe(codec, builders, shown, { words }) {
  const makers = words
    .filter(({ makes }) => builders.includes(makes))
    .map(({ name }) => `\`${name}()\``)
  if (makers.length > 0) {
    const named = makers.length > SHOWN ? makers.slice(0, SHOWN - 1) : makers
    const more = makers.length - named.length
    return `made by ${named.join(', ')}${more > 0 ? ` or ${more} more functions` : ''}, or a plain object`
  }
  if (/\bSizeText\b/.test(shown)) return "a size, such as `GiB(2)` or `'512MiB'`"
  return codec?.values ? undefined : codec?.expects
}

/** The doc comment of a method. The example of a method with a meaning of its own is in the sources. */
function docOf(symbol, builder, parameter, checker, { words }) {
  const text = symbol
    .getDocumentationComment(checker)
    .map(part => part.text)
    .join('')
  const own = symbol
    .getJsDocTags(checker)
    .map(tag => `@${tag.name}\n${(tag.text ?? []).map(part => part.text).join('')}`)
  const word = words.find(one => one.of === builder && one.name === symbol.name)
  const examples = (word?.examples ?? []).map(
    ({ ts, xml }) => `@example\n${ts}\n${xml.replace(/^/gm, '// ')}`,
  )
  const lines = [
    text,
    ...(parameter?.doc ? [`@param ${parameter.name} ${parameter.doc}`] : []),
    ...(own.length > 0 ? own : examples),
  ].join('\n\n')
  return `/**\n${lines.replaceAll('*/', '*\\/').replace(/^/gm, ' * ').replace(/ +$/gm, '')}\n */`
}
