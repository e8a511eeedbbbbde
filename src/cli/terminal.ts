import { ansiPaint, noPaint, type Paint } from '../diagnostics/paint.ts'
import type { Context, Output } from './context.ts'

/** When to use colour. */
export type ColorChoice = 'auto' | 'always' | 'never'

type Env = Context['env']

/** Decides about colour: first by the option, then by NO_COLOR and FORCE_COLOR, then by whether the stream is a terminal. */
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

/** Whether the stream is a terminal that can move its cursor. */
export function isInteractive(stream: Output, { TERM }: Env): boolean {
  return stream.isTTY === true && TERM !== 'dumb'
}

/** The width of the terminal in columns, at least 40; 100 if the stream is not a terminal. */
export function widthOf(stream: Output): number {
  return Math.max(40, stream.columns ?? 100)
}

/** Writes a text and waits until it is written, because a process that exits can lose what a pipe has not taken yet. */
export function print(stream: Output, text: string): Promise<void> {
  if (text === '') return Promise.resolve()
  return new Promise((resolve, reject) => {
    stream.write(text, error => (error ? reject(error) : resolve()))
  })
}

/** Reads stdin to its end, or until it has given more than `limit` bytes. */
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
