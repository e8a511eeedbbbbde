import { syncBuiltinESMExports } from 'node:module'

/** A callback that receives every value that a guarded program throws, including values that are thrown asynchronously. */
export type OnFailure = (failure: unknown) => void

/**
 * The error for a program that did not finish. While a guard is active, `process.exit` throws this error instead of
 * ending the process.
 */
export class ProgramStopped extends Error {
  readonly kind: 'exited' | 'unsettled'
  constructor(kind: ProgramStopped['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * The callbacks of the active guards, innermost last. Guards can be nested, because a program may itself build
 * another program.
 */
const guards: OnFailure[] = []
const reportFailure: OnFailure = failure => guards.at(-1)?.(failure)

let originalExit = process.exit
const guardedExit: typeof process.exit = code => {
  // If a program freezes `process`, this guard function stays the value of `process.exit` after the run of the program.
  if (guards.length === 0) return originalExit(code)
  const stopped = new ProgramStopped('exited', `process.exit(${code ?? ''}) was called`)
  Error.captureStackTrace(stopped, guardedExit)
  reportFailure(stopped)
  throw stopped
}

function replaceExit(exit: typeof process.exit): void {
  Reflect.set(process, 'exit', exit)
  // After a change of a property of `process`, this call updates the ES module, so that `import { exit } from 'node:process'`
  // also imports the guarded function.
  syncBuiltinESMExports()
}

/** Reports that the event loop is empty, so that a pending `await` can never continue. */
const onEmptyLoop = () =>
  reportFailure(new ProgramStopped('unsettled', 'waits for a promise that never settles'))

/**
 * Prevents a program from ending the process through `process.exit`, an unhandled error or an empty event loop. Returns a
 * function that ends this protection. `timeout` is in milliseconds.
 */
export function guardExit(onFailure: OnFailure, timeout: number): () => void {
  const late = new ProgramStopped('unsettled', `did not finish within ${timeout / 1000} seconds`)
  const timer = setTimeout(onFailure, timeout, late).unref()
  if (guards.push(onFailure) === 1) {
    originalExit = process.exit
    replaceExit(guardedExit)
    process.on('beforeExit', onEmptyLoop)
    process.on('uncaughtException', reportFailure)
    process.on('unhandledRejection', reportFailure)
  }
  return () => {
    clearTimeout(timer)
    guards.splice(guards.indexOf(onFailure), 1)
    if (guards.length > 0) return
    replaceExit(originalExit)
    process.off('beforeExit', onEmptyLoop)
    process.off('uncaughtException', reportFailure)
    process.off('unhandledRejection', reportFailure)
  }
}
