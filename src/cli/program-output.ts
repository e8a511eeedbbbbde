import type { Context, Output } from './context.ts'

/** The streams that programs print to at the moment; the last one counts. */
const targets: Output[] = []
const streams = [process.stdout, process.stderr]
let writers: readonly (typeof process.stdout.write)[] = []

/**
 * Runs a user's program with everything it prints on the context's stderr, because stdout carries only the product. A
 * program prints to the streams of the process, so these are redirected until all programs have ended.
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
  const [, writeError] = writers
  const write = ((...args: Parameters<typeof process.stderr.write>) => {
    const target = targets.at(-1)
    return target === undefined || target === process.stderr
      ? writeError!.apply(process.stderr, args)
      : target.write(...(args as Parameters<Output['write']>))
  }) as typeof process.stdout.write
  for (const stream of streams) stream.write = write
}

function restore(): void {
  for (const [index, stream] of streams.entries()) stream.write = writers[index]!
}
