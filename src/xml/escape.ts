// vmc escapes tabs, line breaks and carriage returns, so that an XML parser returns the original text. An XML parser replaces
// an unescaped tab or line break in an attribute value with a space, and an unescaped carriage return with a line feed.

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

/** Escapes a text for use as the content of an element. */
export function escapeText(text: string): string {
  return TEXT.test(text) ? text.replace(/[&<>\r]/g, character => ENTITIES.get(character)!) : text
}

/** Escapes a text for use in an attribute value in double quotes. */
export function escapeValue(text: string): string {
  return VALUE.test(text)
    ? text.replace(/[&<>"\t\n\r]/g, character => ENTITIES.get(character)!)
    : text
}
