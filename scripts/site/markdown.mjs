// Small parts of Markdown that the pages of the reference share.

/** Text as Markdown: names of elements stay as they are written, outside code too. */
export const prose = (text = '') =>
  text
    .split(/(`[^`]*`)/)
    .map(part =>
      part.startsWith('`') ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '{&#123;'),
    )
    .join('')

/** A block of code. */
export const code = (language, text) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`

/** A link to a page of the reference, which has a name in code. */
export const link = (text, to) => `[\`${text}\`](${to})`

/** The first sentence of a text. */
export const firstSentence = (text = '') => /^.*?[.:](?= |$)/.exec(text)?.[0] ?? text

/** A program whose calls are on lines of their own, as a person writes it: each call of the outermost chain. */
export function chain(program) {
  if (program.length <= 60 || program.includes('\n')) return program
  let depth = 0
  let quote
  let text = ''
  // The calls of an example for a rule follow a domain that it does not show.
  const isRest = program.startsWith('.')
  let calls = isRest ? 1 : 0
  for (const [at, letter] of [...program].entries()) {
    if (quote !== undefined) {
      if (letter === quote && program[at - 1] !== '\\') quote = undefined
    } else if (`'"\``.includes(letter)) quote = letter
    else if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
    else if (letter === '.' && depth === 0 && program[at - 1] === ')') {
      calls++
      text += isRest ? '\n' : '\n  '
    }
    text += letter
  }
  return calls > 1 ? text : program
}
