// The plain objects of elements as declarations, without the definitions of the elements.
import { Printer } from './types.mjs'

/**
 * The properties that the interface of a plain object inherits, as declarations, and the types that they name, with their
 * files. The property for shorthand values has a symbol as its key, and is of no use without the definitions.
 */
export function propertiesOf(face, checker, language) {
  const printer = new Printer(checker, face.compilerNode, language)
  const properties = face
    .getType()
    .getProperties()
    .filter(property => !property.getName().startsWith('__@'))
    .map(property => {
      const symbol = property.compilerSymbol
      const name = property.getName()
      const type = printer.value(checker.getTypeOfSymbol(symbol), [], false)
      const key = /^\w+$/.test(name) ? name : `'${name}'`
      const text = symbol
        .getDocumentationComment(checker)
        .map(part => part.text)
        .join('')
      const doc = text === '' ? '' : `/**\n${text.replace(/^/gm, ' * ')}\n */\n`
      return `${doc}readonly ${key}${property.isOptional() ? '?' : ''}: ${type};`
    })
  return { properties, imports: printer.imports }
}
