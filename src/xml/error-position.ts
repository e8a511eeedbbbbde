/**
 * Returns the position of an error in a document. `position` is where the parser found the error, one character after it. For
 * an unescaped ampersand, the parser's position is after the name that follows the ampersand.
 */
export function errorPosition(xml: string, position: number): number {
  const ampersand = xml.lastIndexOf('&', position - 1)
  const isName = ampersand >= 0 && !xml.slice(ampersand, position - 1).includes(';')
  if (isName) return ampersand
  return position < xml.length ? position - 1 : position
}
