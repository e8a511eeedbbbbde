#!/usr/bin/env node
import module from 'node:module'
import { staticAnswer } from './static-help.ts'

const words = process.argv.slice(2)
const answer = staticAnswer(words, process.env, process.stdout.columns)
if (answer === undefined) {
  // Node 22 and later keep compiled code, which makes loading a tenth faster. Node 20 and its types do not have it.
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown }
  enableCompileCache?.()
  // A reader that closes the pipe early, as `head` does, is not a failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
      process.exit(0)
    })
  }
  const { processContext, run } = await import('./run.ts')
  // The program may have left timers or servers behind.
  process.exit(await run(words, processContext))
} else process.stdout.write(answer)
