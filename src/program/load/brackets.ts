/** An opening bracket that is not closed. */
export interface OpenBracket {
  readonly bracket: string
  /** The position of the bracket. Lines and columns start at 1. */
  readonly line: number
  readonly column: number
}

/**
 * The innermost bracket that is open at an offset of a JavaScript or TypeScript text. Brackets in strings, templates,
 * comments and regular expressions are skipped. The text may have syntax errors.
 */
export function openBracketAt(text: string, offset: number): OpenBracket | undefined {
  const open: { readonly bracket: string; readonly at: number }[] = []
  TOKEN.lastIndex = 0
  // The index of each "${" in the list of open brackets. After the matching "}", the text of the template continues.
  const templates: number[] = []
  for (let token = TOKEN.exec(text); token && token.index < offset; token = TOKEN.exec(text)) {
    const [part] = token
    const isEnd = part === '}' && templates.at(-1) === open.length - 1
    if (part === '`' || isEnd) {
      if (isEnd) open.splice(templates.pop()!)
      TEMPLATE.lastIndex = TOKEN.lastIndex
      const chunk = TEMPLATE.exec(text)
      if (!chunk) break
      TOKEN.lastIndex = TEMPLATE.lastIndex
      if (chunk[1] === '`') continue
      templates.push(open.length)
      open.push({ bracket: '{', at: TEMPLATE.lastIndex - 1 })
    } else if (PAIRS.has(part)) open.push({ bracket: part, at: token.index })
    else if (CLOSING.test(part) && PAIRS.get(open.at(-1)?.bracket ?? '') === part) open.pop()
  }
  const last = open.at(-1)
  if (!last) return undefined
  const before = text.slice(0, last.at).split('\n')
  return { bracket: last.bracket, line: before.length, column: before.at(-1)!.length + 1 }
}

/** The closing bracket for an opening bracket. */
export const closingOf = (bracket: string): string => PAIRS.get(bracket)!

const PAIRS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])
const CLOSING = /^[)\]}]$/

// Matches comments, strings, regular expressions, the start of templates, and brackets. A slash starts a regular expression
// only after one of the listed characters.
const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[(,=:[!&|?{};\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/|[()[\]{}`]/g

// Matches the rest of a template literal, up to its end or to the next "${".
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*(`|\$\{)/y
