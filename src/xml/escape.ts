// Written so that every reader gets back exactly what was given: a reader turns a bare tab or line end in an attribute
// into a space, and a bare carriage return into a line feed.

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

/** Text, as it stands between tags. */
export function escapeText(text: string): string {
  return TEXT.test(text) ? text.replace(/[&<>\r]/g, character => ENTITIES.get(character)!) : text
}

/** Text, as it stands between the double quotes of an attribute. */
export function escapeValue(text: string): string {
  return VALUE.test(text)
    ? text.replace(/[&<>"\t\n\r]/g, character => ENTITIES.get(character)!)
    : text
}
