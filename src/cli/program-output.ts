import type { Context, Output } from './context.ts'

/**
 * The streams to which the output of running programs goes, in the order in which they were added. The last stream in the list
 * is the active one.
 */
const targets: Output[] = []
const streams = [process.stdout, process.stderr]
type Write = typeof process.stdout.write
let writers: readonly Write[] = []

/**
 * Runs the user's programs, and redirects everything that they print to stderr, because stdout is only for the result of the
 * command. The redirection affects the streams of the whole process, and ends when all programs have ended.
 */
export async function redirectPrograms<T>({ stderr }: Context, run: () => Promise<T>): Promise<T> {
  if (targets.push(stderr) === 1) redirect()
  try {
    return await run()
  } finally {
    targets.splice(targets.lastIndexOf(stderr), 1)
    if (targets.length === 0) restore()
  }
}

function redirect(): void {
  writers = streams.map(stream => stream.write)
  const writeError = process.stderr.write.bind(process.stderr)
  const write = (...args: Parameters<Write>): boolean => {
    const target = targets.at(-1)
    if (target === undefined || target === process.stderr) return writeError(...args)
    const [chunk, ...rest] = args
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    return target.write(
      text,
      rest.find(one => typeof one === 'function'),
    )
  }
  for (const stream of streams) stream.write = write as Write
}

function restore(): void {
  for (const [index, stream] of streams.entries()) stream.write = writers[index]!
}
