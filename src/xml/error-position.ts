/**
 * The position of an error in a document. `position` is that of the parser: one character past the error. For an unescaped
 * ampersand, it is past the name that follows the ampersand.
 */
export function errorPosition(xml: string, position: number): number {
  const ampersand = xml.lastIndexOf('&', position - 1)
  const isName = ampersand >= 0 && !xml.slice(ampersand, position - 1).includes(';')
  if (isName) return ampersand
  return position < xml.length ? position - 1 : position
}
