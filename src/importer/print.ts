import type { Call, Chain, Code, Entry } from './code.ts'
import { commentLines, keyText, linesText, literalText, templateText } from './literal.ts'

/*
 * Expressions as text, laid out as the project's formatter lays them out: on one line where that fits, else one call,
 * one entry or one argument a line.
 */

const WIDTH = 100
const STEP = '  '

/** An expression as text. Its first line has `before` columns before it and its last line `after` behind it. */
export function print(code: Code, indent = '', before = indent.length, after = 0): string {
  const flat = flatText(code)
  if (flat !== undefined && before + flat.length + after <= WIDTH && !breaks(code)) return flat
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
    case 'record':
      return bracketed(
        '{',
        '}',
        code.entries.map(entry => printEntry(entry, indent)),
        indent,
      )
    case 'chain':
      return printChain(code, indent, before, after)
  }
}

const literal = (value: Parameters<typeof literalText>[0]): string =>
  typeof value === 'string' && /\n./.test(value) ? linesText(value) : literalText(value)

function bracketed(open: string, close: string, lines: readonly string[], indent: string): string {
  return `${open}\n${lines.map(line => `${indent}${STEP}${line},\n`).join('')}${indent}${close}`
}

function printItem(item: Code, indent: string): string {
  return print(item, indent + STEP, indent.length + STEP.length, 1)
}

function printEntry({ key, value, comments }: Entry, indent: string): string {
  const inner = indent + STEP
  const head = isShort(key, value) ? '' : `${keyText(key)}: `
  return commented(comments, inner) + head + print(value, inner, inner.length + head.length, 1)
}

function printChain(code: Chain, indent: string, before: number, after: number): string {
  const { word, args, calls } = code
  if (calls.length === 0) return printCall(word, args, indent, before, after)
  const [{ method, args: given, comments }, ...others] = calls as readonly [Call, ...Call[]]
  // A word and one method stay together, up to the bracket where the method may break.
  const isPair = others.length === 0 && comments.length === 0
  const more = isPair ? memberText(method).length + (given.length > 0 ? 1 : 2) : 0
  const head = printCall(word, args, indent, before, more)
  if (isPair) {
    const end = head.slice(head.lastIndexOf('\n') + 1).length
    const start = head.includes('\n') ? end : before + end
    return head + printCall(memberText(method), given, indent, start, after)
  }
  const inner = indent + STEP
  const lines = calls.map(({ method, args, comments }, nth) => ({
    before: `\n${inner}${commented(comments, inner)}`,
    call: printCall(
      memberText(method),
      args,
      inner,
      inner.length,
      nth === calls.length - 1 ? after : 0,
    ),
  }))
  // Where the last object needs lines of its own, the rest may stay on one.
  const line = lines.at(-1)!.call.includes('\n') && !breaks(code)
  return (
    (line ? hugged(code, indent, before, after) : undefined) ??
    head + lines.map(one => one.before + one.call).join('')
  )
}

// All on one line up to the brackets of the last argument.
function hugged(code: Chain, indent: string, before: number, after: number): string | undefined {
  const last = code.calls.at(-1)!
  const start = flatText({ ...code, calls: code.calls.slice(0, -1) })
  if (start === undefined || last.comments.length > 0 || !last.args.at(-1)) return undefined
  const end = printCall(memberText(last.method), last.args, indent, before + start.length, after)
  const [first = ''] = end.split('\n')
  const fits = before + start.length + first.length <= WIDTH && !first.endsWith('(')
  return fits ? start + end : undefined
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
    before + name.length + flat.length + 2 + after <= WIDTH &&
    !args.some(breaks)
  )
    return `${name}(${flat})`
  const last = args.at(-1)
  // The brackets of a last object or list serve as those of the call.
  if (last && hugs(last) && args.at(-2)?.kind !== last.kind) {
    const others = flatArgs(args.slice(0, -1))
    const start = `${name}(${others}${others ? ', ' : ''}`
    if (others !== undefined && before + start.length < WIDTH)
      return `${start}${print(last, indent, before + start.length, after + 1)})`
  }
  return `${name}${bracketed(
    '(',
    ')',
    args.map(arg => printItem(arg, indent)),
    indent,
  )}`
}

// `{ memory }`
const isShort = (key: string, value: Code): boolean => value.kind === 'name' && value.name === key

const memberText = (method: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(method) ? `.${method}` : `[${literalText(method)}]`

const hugs = (code: Code): boolean =>
  (code.kind === 'record' && code.entries.length > 0) ||
  (code.kind === 'list' && code.items.length > 0) ||
  (code.kind === 'literal' && typeof code.value === 'string' && /\n./.test(code.value))

/** Comments, each line before what stands at an indentation. */
export const commented = (comments: readonly string[], indent: string): string =>
  comments
    .flatMap(commentLines)
    .map(line => `${line}\n${indent}`)
    .join('')

/** A chain of several calls breaks where an argument is more than plain values. */
function breaks(code: Code): boolean {
  switch (code.kind) {
    case 'literal':
      return typeof code.value === 'string' && /\n./.test(code.value)
    case 'name':
    case 'template':
      return false
    case 'list':
      return (
        code.items.some(breaks) ||
        (code.items.length > 1 &&
          code.items.every(item => item.kind === 'record' && item.entries.length > 1))
      )
    case 'record':
      return code.entries.some(({ value }) => breaks(value))
    case 'chain':
      return (
        (code.calls.length > 1 && [code, ...code.calls].some(call => !call.args.every(isSimple))) ||
        [code, ...code.calls].some(call => call.args.some(breaks))
      )
  }
}

function isSimple(code: Code): boolean {
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return true
    case 'list':
      return code.items.every(isSimple)
    case 'record':
      return code.entries.every(
        ({ value }) =>
          isSimple(value) &&
          value.kind !== 'chain' &&
          !(value.kind === 'record' && value.entries.length > 0),
      )
    case 'chain':
      return code.calls.length === 0 && code.args.every(isSimple)
  }
}

// On one line, if nothing in it needs lines of its own.
function flatText(code: Code): string | undefined {
  switch (code.kind) {
    case 'literal':
      return literalText(code.value)
    case 'name':
      return code.name
    case 'template':
      return templateText(code.parts, code.name)
    case 'list': {
      const items = flatArgs(code.items)
      return items === undefined ? undefined : `[${items}]`
    }
    case 'record': {
      if (code.entries.some(({ comments }) => comments.length > 0)) return undefined
      if (code.entries.length === 0) return '{}'
      const values = code.entries.map(({ value }) => flatText(value))
      if (values.includes(undefined)) return undefined
      const texts = code.entries.map(({ key, value }, nth) =>
        isShort(key, value) ? key : `${keyText(key)}: ${values[nth]}`,
      )
      return `{ ${texts.join(', ')} }`
    }
    case 'chain': {
      if (code.calls.some(({ comments }) => comments.length > 0)) return undefined
      const parts = [
        [code.word, code.args] as const,
        ...code.calls.map(({ method, args }) => [memberText(method), args] as const),
      ].map(([name, args]) => {
        const flat = flatArgs(args)
        return flat === undefined ? undefined : `${name}(${flat})`
      })
      return parts.includes(undefined) ? undefined : parts.join('')
    }
  }
}

function flatArgs(args: readonly Code[]): string | undefined {
  const texts = args.map(flatText)
  return texts.includes(undefined) ? undefined : texts.join(', ')
}
