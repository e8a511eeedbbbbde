// This module runs one build of `vmc build --watch` in a separate process. The process loads vmc, waits for the request,
// builds, and exits. Therefore timers and servers that the user's program starts end together with the build.

import { warmUp } from '../build/watch/warm-up.ts'
import type { TypeProblem } from '../program/types/typecheck.ts'
import { build } from './build.ts'
import type { BuildArgs } from './build-args.ts'
import { processContext } from './context.ts'

/**
 * A message from the watching process to its build worker. The first message requests a build and contains the time of the file
 * change. The second message contains the result of the type check.
 */
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
    // An open message channel keeps a process running, even if the program waits for a promise that is never resolved. With
    // unref(), it does not.
    process.channel?.unref()
  } else process.exit(await build(message.args, types, processContext(), message.started))
})
process.on('disconnect', () => process.exit())

await warmUp()
process.send?.('ready')
