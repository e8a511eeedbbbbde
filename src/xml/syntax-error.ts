import { withoutJargon } from './namespace-help.ts'

/** The message and the help for an error of the XML parser. */
interface SyntaxProblem {
  readonly message: string
  readonly help?: string
  /** The offset of the problem, if it is known better than from the position of the parser. */
  readonly start?: number
}

/**
 * Describes an error of the XML parser in plain words. If a tag is not closed, the description names the tag and its line.
 * `position` is where the parser found the error.
 */
export function syntaxProblem(message: string, xml: string, position: number): SyntaxProblem {
  if (message === 'document must contain a root element')
    return xml.trim() === ''
      ? { message: 'the input is empty', help: 'pass the XML of a domain' }
      : { message: 'the input contains no element', help: 'pass the XML of a domain' }
  const isEnd = message.startsWith('unclosed tag')
  if (!isEnd && message !== 'unexpected close tag') return { message: withoutJargon(message) }
  const end = isEnd ? xml.length : xml.lastIndexOf('</', position - 1)
  const open = openTags(xml, end)
  const innermost = open.at(-1)
  if (innermost === undefined) return { message: withoutJargon(message) }
  const { name } = innermost
  const line = xml.slice(0, innermost.start).split('\n').length
  const closing = isEnd ? undefined : xml.slice(end, position).replace(/\s+>$/, '>')
  const isForeign = closing !== undefined && !open.some(one => closing === `</${one.name}>`)
  const opened = `<${name}>${xml.includes('\n') ? ` of line ${line}` : ''}`
  return isForeign
    ? {
        message: `${closing} closes nothing: the open element is ${opened}`,
        help: `write </${name}>, or leave ${closing} out`,
        start: end,
      }
    : {
        message: `${opened} is not closed${closing === undefined ? '' : ` before ${closing}`}`,
        help: `add </${name}>, or end the tag <${name}> with />`,
        ...(!isEnd && { start: end }),
      }
}

/** The elements that are open at an offset of an XML text, from the outermost to the innermost, with the offsets of their tags. */
function openTags(
  xml: string,
  end: number,
): readonly { readonly name: string; readonly start: number }[] {
  const open: { readonly name: string; readonly start: number }[] = []
  let start = xml.indexOf('<')
  while (start >= 0 && start < end) {
    const next = tagEnd(xml, start)
    const [, closing, name] = /^<(\/?)([^\s<>/!?]+)/.exec(xml.slice(start, next)) ?? []
    const isEmpty = xml[next - 2] === '/'
    if (closing === '/') open.pop()
    else if (name !== undefined && !isEmpty) open.push({ name, start })
    start = xml.indexOf('<', next)
  }
  return open
}

/** The beginnings and ends of the parts of XML that can contain tags that are not read. */
const ASIDE = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** The offset behind a tag, comment, CDATA section or processing instruction. */
function tagEnd(xml: string, start: number): number {
  const after = (text: string, from: number): number => {
    const found = xml.indexOf(text, from)
    return found < 0 ? xml.length : found + text.length
  }
  const aside = ASIDE.find(([begin]) => xml.startsWith(begin, start))
  if (aside) return after(aside[1], start + aside[0].length)
  let at = start + 1
  while (at < xml.length && xml[at] !== '>')
    at = xml[at] === '"' || xml[at] === "'" ? after(xml[at]!, at + 1) : at + 1
  return at + 1
}
