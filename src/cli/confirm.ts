import type { Context } from './context.ts'
import { print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/**
 * Asks the user a question. Returns `true` if the answer is "y" or "yes", and `false` for any other answer. Without a
 * terminal, it throws a usage error.
 */
export async function confirm(question: string, context: Context): Promise<boolean> {
  if (!context.isInteractive)
    throw new UsageError('vmc cannot ask for confirmation without a terminal', 'pass --yes')
  await print(context.stderr, `${question} [y/N] `)
  return /^y(es)?$/i.test((await firstLine(context)).trim())
}

async function firstLine({ stdin }: Context): Promise<string> {
  let text = ''
  for await (const chunk of stdin) {
    text += Buffer.from(chunk).toString()
    if (text.includes('\n')) break
  }
  return text.split('\n', 1)[0]!
}
