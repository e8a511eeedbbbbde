#!/usr/bin/env node
import module from 'node:module'
import { staticAnswer } from './static-help.ts'

const words = process.argv.slice(2)
const answer = staticAnswer(words, process.env, process.stdout.columns)
if (answer === undefined) {
  // Caches compiled code, which makes loading 10 % faster. Node 20 does not have this function.
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown }
  enableCompileCache?.()
  // Some programs close a pipe before the end of the output, for example `head`. In this case vmc exits without an error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
      process.exit(0)
    })
  }
  const { processContext, run } = await import('./run.ts')
  // The user's program may have left timers or servers running, so the process must be ended explicitly.
  process.exit(await run(words, processContext))
} else process.stdout.write(answer)
