/**
 * The position of an error in a document. `position` is the position of the parser, which is one character after the error. For
 * an unescaped ampersand, it is after the name that follows the ampersand.
 */
export function errorPosition(xml: string, position: number): number {
  const ampersand = xml.lastIndexOf('&', position - 1)
  const isName = ampersand >= 0 && !xml.slice(ampersand, position - 1).includes(';')
  if (isName) return ampersand
  return position < xml.length ? position - 1 : position
}
