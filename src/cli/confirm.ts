import type { Context } from './context.ts'
import { print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/**
 * Asks the user a question. Returns `true` if the answer is "y" or "yes", and `false` for any other answer, or if the user
 * interrupts the command, which aborts `signal`. Without a terminal, it throws a usage error.
 */
export async function confirm(
  question: string,
  context: Context,
  signal: AbortSignal,
): Promise<boolean> {
  if (!context.isInteractive)
    throw new UsageError('vmc cannot ask for confirmation without a terminal', 'pass --yes')
  await print(context.stderr, `${question} [y/N] `)
  // After an interruption, nobody reads the rest of stdin. The process ends although the read has not ended.
  const answer = await Promise.race([firstLine(context), abortionOf(signal)])
  if (answer === undefined) await print(context.stderr, '\n')
  return answer !== undefined && /^y(es)?$/i.test(answer.trim())
}

async function firstLine({ stdin }: Context): Promise<string> {
  let text = ''
  for await (const chunk of stdin) {
    text += Buffer.from(chunk).toString()
    if (text.includes('\n')) break
  }
  return text.split('\n', 1)[0]!
}

const abortionOf = (signal: AbortSignal): Promise<undefined> =>
  new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
