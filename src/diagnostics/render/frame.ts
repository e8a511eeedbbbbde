import { relative } from 'node:path'
import { codeFrame } from '../code-frame.ts'
import { type Diagnostic, nameOf, type Related } from '../diagnostic.ts'
import { linesOf } from '../locate-key.ts'
import { printable, printableLine } from '../printable.ts'
import { wrap } from '../wrap.ts'
import type { RenderOptions } from './options.ts'

/** Renders diagnostics for human readers. Each diagnostic shows the source line with the problem. */
export function frame(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  const frameOptions = { ...options, lines: rememberLast(file => textOf(file, options)) }
  return diagnostics.map(one => block(one, frameOptions)).join('\n')
}

interface FrameOptions extends RenderOptions {
  readonly lines: (file: string) => readonly string[]
}

const textOf = (file: string, { texts }: RenderOptions): readonly string[] =>
  texts?.get(file)?.split('\n') ?? linesOf(file)

// Caches only the result for the last file. Diagnostics are sorted by file, so each file is still read only once.
function rememberLast<T>(get: (file: string) => T): (file: string) => T {
  let last: { readonly file: string; readonly value: T } | undefined
  return file => {
    if (last?.file !== file) last = { file, value: get(file) }
    return last.value
  }
}

function block(one: Diagnostic, options: FrameOptions): string {
  const { paint } = options
  const colour = { error: paint.red, warning: paint.yellow, info: paint.blue }[one.severity]
  const [message, ...more] = printable(one.message).split('\n')
  const lines = [
    `${paint.bold(colour(`${one.severity}[${printableLine(nameOf(one))}]`))}: ${paint.bold(message!)}`,
  ]
  lines.push(...more.map(text => `  ${text}`))
  lines.push(...location(one, one.path, options))
  const margin = ' '.repeat(String(one.line ?? '').length)
  const labelled = (label: string, text: string): readonly string[] => {
    const indent = `${margin}   ${' '.repeat(label.length)}  `
    const width = options.wraps ? options.width - indent.length : Number.POSITIVE_INFINITY
    const [first = '', ...rest] = wrap(printable(text), width)
    const head = `${margin} ${paint.dim('=')} ${paint.bold(label)}: ${first}`
    return [head, ...rest.map(line => indent + line)]
  }
  if (one.help !== undefined) lines.push(...labelled('help', one.help))
  if (one.times !== undefined) lines.push(...labelled('note', `found ${one.times} times`))
  for (const other of one.related ?? [])
    lines.push(...labelled('note', other.message), ...location(other, '', options))
  return `${lines.join('\n')}\n`
}

// Renders a location: the `-->` line with the file, line and column, followed by the source excerpt.
function location(
  at: Partial<Diagnostic> | Related,
  path: string,
  options: FrameOptions,
): string[] {
  const { paint, cwd, width } = options
  const label = printableLine(path)
  if (at.file === undefined) return label === '' ? [] : [`  ${paint.dim('-->')} ${label}`]
  const file = shown(at.file, cwd)
  if (at.line === undefined || at.column === undefined) return [`  ${paint.dim('-->')} ${file}`]
  const lines = options.lines(at.file)
  const arrow = `${' '.repeat(String(at.line).length)}${paint.dim('-->')} ${file}:${at.line}:${at.column}`
  return lines.length < at.line
    ? [arrow]
    : [arrow, codeFrame(lines, at.line, at.column, label, paint, width)]
}

/**
 * Returns a path in the form in which diagnostics show it: relative to `cwd` if the path is inside `cwd`, otherwise absolute.
 * Control characters are escaped.
 */
export const shown = (file: string, cwd: string): string => printableLine(relativePath(file, cwd))

/** Returns a path relative to `cwd` if the path is inside `cwd`, and the absolute path otherwise. */
export function relativePath(file: string, cwd: string): string {
  const path = relative(cwd, file) || '.'
  return path.startsWith('..') ? file : path
}
