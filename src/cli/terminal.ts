import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { ansiPaint, noPaint, type Paint } from '../diagnostics/paint.ts'
import type { Context, Output } from './context.ts'

/** The values of the option `--color`, which determines when output is coloured. */
export type ColorChoice = 'auto' | 'always' | 'never'

type Env = Context['env']

/**
 * The colours for a stream. The option `--color` has precedence over the variables NO_COLOR and FORCE_COLOR. Without these
 * settings, output is coloured if the stream is a terminal.
 */
export function paintFor(stream: Output, choice: ColorChoice, env: Env): Paint {
  return usesColor(stream, choice, env) ? ansiPaint : noPaint
}

function usesColor(stream: Output, choice: ColorChoice, env: Env): boolean {
  const { NO_COLOR, FORCE_COLOR } = env
  if (choice !== 'auto') return choice === 'always'
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0'
  return isInteractive(stream, env)
}

/** Whether the stream is a terminal that can move its cursor, and not a terminal of the type `dumb`. */
export function isInteractive(stream: Output, { TERM }: Env): boolean {
  return stream.isTTY === true && TERM !== 'dumb'
}

/** The width of the terminal in columns, at least 40. If the stream is not a terminal, the width is 100. */
export function widthOf(stream: Output): number {
  return Math.max(40, stream.columns ?? 100)
}

/**
 * Writes a text to a stream, and waits until it is written. Without the wait, text in a pipe can be lost when the
 * process exits.
 */
export function print(stream: Output, text: string): Promise<void> {
  if (text === '') return Promise.resolve()
  return new Promise((resolve, reject) => {
    stream.write(text, error => (error ? reject(error) : resolve()))
  })
}

/**
 * Prints the result of a command to stdout. If stdout was closed before vmc started, returns a diagnostic, because nobody can
 * read the result.
 */
export async function printProduct(
  { stdout, isStdoutClosed }: Context,
  text: string,
): Promise<readonly Diagnostic[]> {
  if (text !== '' && isStdoutClosed?.()) {
    const help =
      'redirect it to a file, or write files with --out; to discard it, open /dev/null for writing only'
    return [diagnose('VMC4009', { message: 'cannot write to stdout: it is closed', help })]
  }
  await print(stdout, text)
  return []
}

/** Formats a value as JSON that is easy to read for both scripts and people. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Reads stdin until it ends or more than `limit` bytes have been read. */
export async function readStdin({ stdin }: Context, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stdin) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  return Buffer.concat(chunks)
}
