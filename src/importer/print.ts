import type { Call, Chain, Code, Entry } from './code.ts'
import { commentLines, keyText, linesText, literalText, templateText } from './literal.ts'

/*
 * Prints expressions as TypeScript in the style of the code formatter Biome: on one line if the expression fits, otherwise
 * with each call, entry or argument on a separate line.
 */

const MAX_LINE_LENGTH = 100
const INDENT = '  '

/**
 * Prints an expression as TypeScript. `before` is the number of columns that are already used in its first line. `after` is the
 * number of columns that must stay free in its last line.
 */
export function print(code: Code, indent = '', before = indent.length, after = 0): string {
  const flat = flatText(code)
  if (
    flat !== undefined &&
    before + flat.length + after <= MAX_LINE_LENGTH &&
    !isAlwaysMultiline(code)
  )
    return flat
  switch (code.kind) {
    case 'literal':
      return code.value === '' ? "''" : literal(code.value)
    case 'name':
    case 'template':
      return flat!
    case 'list':
      return bracketed(
        '[',
        ']',
        code.items.map(item => printItem(item, indent)),
        indent,
      )
    case 'record': {
      const printKey = keyPrinter(code.entries)
      return bracketed(
        '{',
        '}',
        code.entries.map(entry => printEntry(entry, indent, printKey)),
        indent,
      )
    }
    case 'chain':
      return printChain(code, indent, before, after)
  }
}

const literal = (value: Parameters<typeof literalText>[0]): string =>
  typeof value === 'string' && /\n./.test(value) ? linesText(value) : literalText(value)

function bracketed(open: string, close: string, lines: readonly string[], indent: string): string {
  return `${open}\n${lines.map(line => `${indent}${INDENT}${line},\n`).join('')}${indent}${close}`
}

// If all keys of an object are numbers, the keys need no quotes. If other keys need quotes, the code formatter also keeps the
// quotes of numbers.
const keyPrinter = (entries: readonly Entry[]): ((key: string) => string) =>
  entries.every(({ key }) => /^(0|[1-9]\d{0,8})$/.test(key)) ? key => key : keyText

function printItem(item: Code, indent: string): string {
  return print(item, indent + INDENT, indent.length + INDENT.length, 1)
}

function printEntry(
  { key, value, comments }: Entry,
  indent: string,
  printKey: (key: string) => string,
): string {
  const inner = indent + INDENT
  const head = isShorthandProperty(key, value) ? '' : `${printKey(key)}: `
  const text = print(value, inner, inner.length + head.length, 1)
  const isLong = inner.length + head.length + text.length + 1 > MAX_LINE_LENGTH
  const isBroken = isLong && head.length >= MIN_BROKEN_HEAD && /^'.*'$/.test(text)
  return (
    printComments(comments, inner) +
    (isBroken ? `${head.trimEnd()}\n${inner}${INDENT}` : head) +
    text
  )
}

// A text that is too long for the line of its key follows on the next line, unless the key is too short to save space.
const MIN_BROKEN_HEAD = 'abcde: '.length

function printChain(code: Chain, indent: string, before: number, after: number): string {
  const { factory, args, calls } = code
  if (calls.length === 0) return printCall(factory, args, indent, before, after)
  const [{ method, args: firstArgs, comments }, ...others] = calls as readonly [Call, ...Call[]]
  // A chain of a factory and a single method stays on one line up to the opening bracket of the method.
  const isPair = others.length === 0 && comments.length === 0
  const more = isPair ? memberText(method).length + (firstArgs.length > 0 ? 1 : 2) : 0
  const head = printCall(factory, args, indent, before, more)
  if (isPair) {
    const end = head.slice(head.lastIndexOf('\n') + 1).length
    const start = head.includes('\n') ? end : before + end
    return head + printCall(memberText(method), firstArgs, indent, start, after)
  }
  const inner = indent + INDENT
  const lines = calls.map(({ method, args, comments }, nth) => ({
    before: `\n${inner}${printComments(comments, inner)}`,
    call: printCall(
      memberText(method),
      args,
      inner,
      inner.length,
      nth === calls.length - 1 ? after : 0,
    ),
  }))
  // If only the last argument needs several lines, the calls before that argument can stay on the first line.
  const isLastMultiline = lines.at(-1)!.call.includes('\n') && !isAlwaysMultiline(code)
  return (
    (isLastMultiline ? printHugged(code, indent, before, after) : undefined) ??
    head + lines.map(one => one.before + one.call).join('')
  )
}

// Prints a chain on one line up to the opening bracket of the last argument. Returns `undefined` if this part does not fit on
// one line.
function printHugged(
  code: Chain,
  indent: string,
  before: number,
  after: number,
): string | undefined {
  const last = code.calls.at(-1)!
  const start = flatText({ ...code, calls: code.calls.slice(0, -1) })
  if (start === undefined || last.comments.length > 0 || !last.args.at(-1)) return undefined
  const end = printCall(memberText(last.method), last.args, indent, before + start.length, after)
  const [first = ''] = end.split('\n')
  const isFitting = before + start.length + first.length <= MAX_LINE_LENGTH && !first.endsWith('(')
  return isFitting ? start + end : undefined
}

function printCall(
  name: string,
  args: readonly Code[],
  indent: string,
  before: number,
  after: number,
): string {
  const flat = flatArgs(args)
  if (
    flat !== undefined &&
    before + name.length + flat.length + 2 + after <= MAX_LINE_LENGTH &&
    !args.some(isAlwaysMultiline)
  )
    return `${name}(${flat})`
  const last = args.at(-1)
  // If the last argument is an object or list, its opening bracket stays on the line of the call.
  if (last && isHuggable(last) && args.at(-2)?.kind !== last.kind) {
    const others = flatArgs(args.slice(0, -1))
    const start = `${name}(${others}${others ? ', ' : ''}`
    if (others !== undefined && before + start.length < MAX_LINE_LENGTH)
      return `${start}${print(last, indent, before + start.length, after + 1)})`
  }
  return `${name}${bracketed(
    '(',
    ')',
    args.map(arg => printItem(arg, indent)),
    indent,
  )}`
}

// Whether an object property is printed in shorthand form, such as `{ memory }`.
const isShorthandProperty = (key: string, value: Code): boolean =>
  value.kind === 'name' && value.name === key

const memberText = (method: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(method) ? `.${method}` : `[${literalText(method)}]`

const isHuggable = (code: Code): boolean =>
  (code.kind === 'record' && code.entries.length > 0) ||
  (code.kind === 'list' && code.items.length > 0) ||
  (code.kind === 'literal' && typeof code.value === 'string' && /\n./.test(code.value))

/**
 * Prints the comments that precede a piece of code, with the same indentation as the code. Each comment line is printed on a
 * separate line.
 */
export const printComments = (comments: readonly string[], indent: string): string =>
  comments
    .flatMap(commentLines)
    .map(line => `${line}\n${indent}`)
    .join('')

/**
 * Whether an expression is always printed on several lines, even if it would fit on one line. Examples are multi-line texts and
 * call chains with complex arguments.
 */
function isAlwaysMultiline(code: Code): boolean {
  switch (code.kind) {
    case 'literal':
      return typeof code.value === 'string' && /\n./.test(code.value)
    case 'name':
    case 'template':
      return false
    case 'list':
      return (
        code.items.some(isAlwaysMultiline) ||
        (code.items.length > 1 &&
          code.items.every(item => item.kind === 'record' && item.entries.length > 1))
      )
    case 'record':
      return code.entries.some(({ value }) => isAlwaysMultiline(value))
    case 'chain':
      return (
        (code.calls.length > 1 &&
          [code, ...code.calls].some(call => !call.args.every(arg => isSimple(arg)))) ||
        [code, ...code.calls].some(call => call.args.some(isAlwaysMultiline))
      )
  }
}

// Whether an argument is simple enough for a chain on one line. `depth` counts the calls, records and lists around the code.
function isSimple(code: Code, depth = 0): boolean {
  if (depth === MAX_SIMPLE_DEPTH) return false
  const areSimple = (codes: readonly Code[]) => codes.every(one => isSimple(one, depth + 1))
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return true
    case 'list':
      return areSimple(code.items)
    case 'record':
      return areSimple(code.entries.map(({ value }) => value))
    case 'chain':
      return [code, ...code.calls].every(({ args }) => areSimple(args))
  }
}

const MAX_SIMPLE_DEPTH = 2

// Prints an expression on one line. Returns `undefined` if a list, record or chain does not fit on one line. A comment never
// fits, because it needs its own line.
function flatText(code: Code): string | undefined {
  switch (code.kind) {
    case 'literal':
      return code.text ?? literalText(code.value)
    case 'name':
      return code.name
    case 'template':
      return templateText(code.parts, code.name)
    case 'list': {
      const items = flatArgs(code.items)
      return items === undefined ? undefined : `[${items}]`
    }
    case 'record': {
      const { entries } = code
      if (entries.length === 0) return '{}'
      const texts = flatTexts(entries, ({ value, comments }) =>
        comments.length > 0 ? undefined : flatText(value),
      )
      if (!texts) return undefined
      const printKey = keyPrinter(entries)
      const pairs = entries.map(({ key, value }, nth) =>
        isShorthandProperty(key, value) ? key : `${printKey(key)}: ${texts[nth]}`,
      )
      return `{ ${pairs.join(', ')} }`
    }
    case 'chain': {
      const calls = [
        { name: code.factory, args: code.args, comments: [] },
        ...code.calls.map(({ method, args, comments }) => ({
          name: memberText(method),
          args,
          comments,
        })),
      ]
      return flatTexts(calls, ({ name, args, comments }) => {
        const flat = comments.length > 0 ? undefined : flatArgs(args)
        return flat === undefined ? undefined : `${name}(${flat})`
      })?.join('')
    }
  }
}

const flatArgs = (args: readonly Code[]): string | undefined =>
  flatTexts(args, flatText)?.join(', ')

/**
 * Returns the texts of several expressions, if they fit on one line together. Returns `undefined` if an expression must be
 * printed on several lines, or if the line would be too long.
 */
function flatTexts<T>(
  parts: readonly T[],
  textOf: (part: T) => string | undefined,
): readonly string[] | undefined {
  const texts: string[] = []
  let length = 0
  for (const part of parts) {
    const text = textOf(part)
    length += text?.length ?? 0
    if (text === undefined || length > MAX_LINE_LENGTH) return undefined
    texts.push(text)
  }
  return texts
}
