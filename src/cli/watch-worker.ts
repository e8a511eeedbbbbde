// A build in a process of its own, for `vmc build --watch`: it loads all it needs, waits for its turn, and ends with its
// build. A program that is run anew is run in a world that is new, and whatever it leaves behind ends with it.

import type { TypeProblem } from '../compiler/types/typecheck.ts'
import { warmUp } from '../compiler/watch/warm-up.ts'
import { run } from './build.ts'
import type { Args } from './commands/build.ts'

/** What the watching process says: build now, and when it began to take time; then what is wrong with the types. */
export type Order =
  | { readonly args: Args; readonly started: number }
  | { readonly types: readonly TypeProblem[] }

let tell: (types: readonly TypeProblem[]) => void
const types = new Promise<readonly TypeProblem[]>(done => {
  tell = done
})

process.on('message', async (order: Order) => {
  if ('types' in order) {
    tell(order.types)
    // From now on, whoever waits for nothing waits in vain.
    process.channel?.unref()
  } else process.exit(await run(order.args, types, order.started))
})
process.on('disconnect', () => process.exit())

await warmUp()
process.send?.('ready')
