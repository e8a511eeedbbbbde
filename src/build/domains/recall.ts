import { Worker } from 'node:worker_threads'
import { ownModule } from '../../program/package.ts'
import type { Call } from '../../tree/origin.ts'

/*
 * Where a call stands in a program is costly to find out, and of many thousand calls there is nothing to tell. So they are
 * only counted, and if there is something to tell of one, the program runs once more, in a thread of its own that nobody
 * hears, to be asked where that call is. A program that does not make the same calls again is not believed.
 */

/** What the program is asked. */
export interface Question {
  readonly entries: readonly string[]
  readonly cwd: string
  /** The numbers of the calls. */
  readonly asked: readonly number[]
}

/** What it answers: how many calls it made, and the stack of each that it was asked about. */
export interface Answer {
  readonly calls: number
  readonly stacks: ReadonlyMap<number, string>
}

/** Finds the calls of these numbers, where they were only counted; none where the program does not make them again. */
export async function recall(
  numbers: Iterable<number>,
  { entries, cwd, calls }: Omit<Question, 'asked'> & { readonly calls: number | undefined },
): Promise<ReadonlyMap<number, Call>> {
  const asked = [...new Set(numbers)]
  if (asked.length === 0) return new Map()
  const answer = await ask({ entries, cwd, asked })
  if (answer === undefined || answer.calls !== calls) return new Map()
  return new Map([...answer.stacks].map(([nth, stack]) => [nth, { stack }]))
}

function ask(workerData: Question): Promise<Answer | undefined> {
  return new Promise(resolve => {
    const worker = new Worker(ownModule('build/domains/recall-thread'), {
      workerData,
      stdin: true,
      stdout: true,
      stderr: true,
    })
    worker.on('message', resolve)
    worker.on('error', () => resolve(undefined))
    worker.on('exit', () => resolve(undefined))
  })
}
