#!/usr/bin/env node
import { writeSync } from 'node:fs'
import module from 'node:module'
// `process` is imported, because a program may remove the global `process`.
import process from 'node:process'
import type { Context } from './context.ts'
import { staticAnswer } from './static-help.ts'

// If the reader of a pipe closes the pipe early, as `head` does, vmc exits without an error.
function onWriteError(fd: 1 | 2, { code, message }: NodeJS.ErrnoException): void {
  if (code !== 'EPIPE' && fd === 1) {
    const reason = message.replace(/^\w+: |, write$/g, '')
    writeSync(2, `error[VMC4009]: cannot write to stdout: ${reason}\n`)
  }
  end(code === 'EPIPE' ? 0 : 1)
}

function contextOrExit(processContext: () => Context): Context {
  try {
    return processContext()
  } catch {
    const help = ' = help: change to a folder that exists'
    writeSync(2, `error[VMC4061]: the current folder was removed, or cannot be read\n${help}\n`)
    end(1)
  }
}

const internals = process as unknown as { reallyExit: (code: number) => never }
const reallyExit: (code: number) => never = internals.reallyExit.bind(process)
let isDone = false

function end(code: number): never {
  // If the program has removed functions that promises need, `await` does not work, and `code` is still a promise.
  if (typeof code !== 'number') endEarly()
  isDone = true
  try {
    // The program may have added a listener for the event `exit`, which must not change the exit code.
    internals.reallyExit = () => reallyExit(code)
    process.exit(code)
  } catch {
    // If a program has frozen `process`, Node cannot set the exit code as usual.
    reallyExit(code)
  }
}

// Ends the process if vmc cannot finish because the program changed functions that vmc needs.
function endEarly(): never {
  writeSync(2, `error[VMC4060]: the program ended vmc before its work was done\n${CHANGED_HELP}\n`)
  return reallyExit(1)
}

const CHANGED_HELP = ' = help: leave the functions of JavaScript and Node as they are'

const words = process.argv.slice(2)
process.stdout.on('error', error => onWriteError(1, error))
const answer = staticAnswer(words, process.env, process.stdout.columns)
if (answer === undefined) {
  process.stderr.on('error', error => onWriteError(2, error))
  // Node 22 and later can cache compiled code, which makes loading 10 % faster. Node 20 does not have this function.
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown }
  enableCompileCache?.()
  const { processContext, reportUnexpected, run } = await import('./run.ts')
  const context = contextOrExit(processContext)
  process.on('exit', () => {
    if (!isDone) endEarly()
  })
  let isReported = false
  // While vmc loads a program, a second listener reports the errors of the program, so this listener does nothing.
  process.on('uncaughtException', async error => {
    if (process.listenerCount('uncaughtException') > 1) return
    if (isReported) endEarly()
    isReported = true
    end(await reportUnexpected(error, words, context))
  })
  // The user's program may have left timers or servers running, so the process must be ended explicitly.
  end(await run(words, context))
} else process.stdout.write(answer)
