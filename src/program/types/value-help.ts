import { nearest } from '../../diagnostics/nearest.ts'

/** The help for a text where a program must pass another type or another text. `source` is the code from the text on. */
export const valueHelp = (message: string, source: string): string | undefined =>
  textHelp(message, source) ?? literalHelp(message)

/** The help for a text where a number, a size or a boolean is expected. */
function textHelp(message: string, source: string): string | undefined {
  const [, missing, types = ''] =
    /ype 'string( \| undefined)?' is not assignable to (?:parameter of )?type '(.*)'\.$/.exec(
      message,
    ) ?? []
  const isSize = types.includes('SizeText')
  const isNumber = /\bnumber\b|NumberLike/.test(types)
  const isQuoted = /^['"]/.test(source)
  if (!isNumber)
    return /\bboolean\b/.test(types)
      ? isQuoted
        ? 'write true or false, without quotes'
        : `compare the text, which gives true or false: ${expressionIn(source)} === 'true'`
      : undefined
  if (isQuoted) return 'write a number, without quotes'
  const value = `${expressionIn(source)}${missing === undefined ? '' : ' ?? 1'}`
  return `convert the text to a number: ${isSize ? `GiB(Number(${value}))` : `Number(${value})`}`
}

/** A name with properties at the beginning of code, such as `row.cpus`. Other expressions are written as an ellipsis. */
const expressionIn = (source: string): string =>
  /^([\w$]+(?:[.?!]*\.[\w$]+|\[[^[\]]*\])*)!?\s*(?=[),;}\]]|$)/.exec(source)?.[1] ?? '…'

/** The help for a text that is similar to a text in TypeScript's message, or that is a size in another notation. */
function literalHelp(message: string): string | undefined {
  const [, text, type = ''] =
    /ype '"([^"]*)"' is not assignable to (?:parameter of )?type '(.*)'\.$/.exec(message) ?? []
  if (text === undefined) return undefined
  if (type.includes('SizeText')) return sizeHelp(text)
  const near = nearest(
    text,
    [...type.matchAll(/"([^"]*)"/g)].map(([, value]) => value!),
  )
  return near === undefined ? undefined : `did you mean "${near}"?`
}

function sizeHelp(text: string): string {
  const [, number, unit] = /^\s*(\d+)\s*([kmgtpe])(?:i?b?|\w*bytes?|igs?)\s*$/i.exec(text) ?? []
  return number === undefined
    ? 'write a number and a unit, such as "4GiB"'
    : `write "${number}${unit!.toUpperCase()}iB"`
}
