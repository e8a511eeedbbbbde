/**
 * Returns raw XML in a standard layout, so that two texts with the same meaning are equal. The layout includes white space
 * between tags, quotes, the form of empty elements, and character references that are not necessary. White space beside a CDATA
 * section is text, and so is white space that is the whole content of an element, as in libxml2.
 */
export const withoutLayout = (xml: string): string =>
  xml
    .replace(BETWEEN_TAGS, (_, blankElement = '>') => blankElement)
    .replace(/='([^'"]*)'/g, '="$1"')
    .replace(/<([^\s/<>]+)((?:\s[^<>]*)?)><\/\1>/g, '<$1$2/>')
    .replace(/(?<![ \t\r\n])[ \t\r\n]+\/>/g, '/>')
    .replace(REFERENCE, (text, decimal, hexadecimal) => characterOf(text, decimal, hexadecimal))
    .trim()

// Matches white space between two tags, together with the tag before it. If an element contains only white space, the match
// begins with the whole start tag. Otherwise, it begins with the ">" of the tag.
const BETWEEN_TAGS =
  /(<([^\s/<>]+)(?:\s[^<>]*)?(?<!\/)>[ \t\r\n]+)(?=<\/\2>)|(?<!\]\])>[ \t\r\n]+(?=<(?!!\[CDATA\[))/g

const REFERENCE = /&(?:#(\d+)|#x([\da-f]+)|quot|apos|gt);/gi

function characterOf(text: string, decimal?: string, hexadecimal?: string): string {
  if (decimal === undefined && hexadecimal === undefined)
    return { '&quot;': '"', '&apos;': "'", '&gt;': '>' }[text] ?? text
  const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal)
  if (code > 0x10ffff) return text
  const character = String.fromCodePoint(code)
  return /[ \t\r\n<&]/.test(character) ? text : character
}
