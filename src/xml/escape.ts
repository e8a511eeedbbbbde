// An XML parser turns an unescaped tab or line break in an attribute value into a space, and an unescaped carriage
// return into a line feed. Escaping them keeps the text unchanged.

const TEXT = /[&<>\r]/
const VALUE = /[&<>"\t\n\r]/

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#x9;'],
  ['\n', '&#xA;'],
  ['\r', '&#xD;'],
])

/** Escapes text for use between tags. */
export function escapeText(text: string): string {
  return TEXT.test(text) ? text.replace(/[&<>\r]/g, character => ENTITIES.get(character)!) : text
}

/** Escapes text for use in an attribute value with double quotes. */
export function escapeValue(text: string): string {
  return VALUE.test(text)
    ? text.replace(/[&<>"\t\n\r]/g, character => ENTITIES.get(character)!)
    : text
}
