import { ansiPaint, noPaint, type Paint } from '../diagnostics/paint.ts'

/** When to use colour. */
export type ColorChoice = 'auto' | 'always' | 'never'

/** Colours, if the person or the stream wants them: a choice, then NO_COLOR and FORCE_COLOR, then what the stream is. */
export function paintFor(stream: NodeJS.WriteStream, choice: ColorChoice): Paint {
  return wantsColor(stream, choice) ? ansiPaint : noPaint
}

function wantsColor(stream: NodeJS.WriteStream, choice: ColorChoice): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (choice !== 'auto') return choice === 'always'
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0'
  return isWatched(stream)
}

/** Is the stream a terminal that can move its cursor? */
export function isWatched(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && process.env.TERM !== 'dumb'
}

/** How many columns there are; what is not a terminal is read in one of a hundred. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return Math.max(40, stream.columns ?? 100)
}

/** Writes, and waits until it is written: a process that exits may lose what a pipe has not taken yet. */
export function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text === '') return Promise.resolve()
  return new Promise((resolve, reject) => {
    stream.write(text, error => (error ? reject(error) : resolve()))
  })
}

/** All that comes through stdin, or as much of it as is asked for and a little more. */
export async function readStdin(most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk)
    length += chunk.length
    if (length > most) break
  }
  return Buffer.concat(chunks)
}

/** Runs a program with its `console.log` on stderr, for stdout carries the product and nothing else. */
export async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { write } = process.stdout
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write
  try {
    return await run()
  } finally {
    process.stdout.write = write
  }
}
