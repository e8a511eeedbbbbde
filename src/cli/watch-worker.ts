// One build of `vmc build --watch`, in a process of its own. It loads everything, waits until it is asked, builds, and exits.
// So every build runs the program in a new process, and timers or servers that it starts end with it.

import { warmUp } from '../build/watch/warm-up.ts'
import type { TypeProblem } from '../program/types/typecheck.ts'
import { build } from './build.ts'
import type { BuildArgs } from './build-args.ts'
import { processContext } from './context.ts'

/** What the watching process sends: first to build, and when the change was noticed; then the result of the type check. */
export type Message =
  | { readonly args: BuildArgs; readonly started: number }
  | { readonly types: readonly TypeProblem[] }

let resolveTypes: (types: readonly TypeProblem[]) => void
const types = new Promise<readonly TypeProblem[]>(resolve => {
  resolveTypes = resolve
})

process.on('message', async (message: Message) => {
  if ('types' in message) {
    resolveTypes(message.types)
    // A program that waits for something that never happens must not be kept alive by this channel.
    process.channel?.unref()
  } else process.exit(await build(message.args, types, processContext, message.started))
})
process.on('disconnect', () => process.exit())

await warmUp()
process.send?.('ready')
