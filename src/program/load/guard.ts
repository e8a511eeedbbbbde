import { syncBuiltinESMExports } from 'node:module'

/** Told what a program threw, wherever it threw it. */
export type Fail = (failure: unknown) => void

/** A program that stopped short of its end. Where it meant to leave the process, this is thrown instead. */
export class Stop extends Error {
  readonly kind: 'exited' | 'unsettled'
  constructor(kind: Stop['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/** Innermost last: a program may itself build another. */
const guards: Fail[] = []
const tell: Fail = failure => guards.at(-1)?.(failure)

let leave = process.exit
const stay: typeof process.exit = code => {
  const stop = new Stop('exited', `process.exit(${code ?? ''}) was called`)
  Error.captureStackTrace(stop, stay)
  tell(stop)
  throw stop
}

/** `import { exit } from 'node:process'` has to mean the same. */
function exitBy(exit: typeof process.exit): void {
  process.exit = exit
  syncBuiltinESMExports()
}

/** Nothing is left that could wake the process up, so whoever still waits waits in vain. */
const drained = () => tell(new Stop('unsettled', 'waits for something that never happens'))

/** Keeps a program from ending the process, by any means, until the returned function is called. */
export function guard(fail: Fail, timeout: number): () => void {
  const late = new Stop('unsettled', `did not come to its end within ${timeout / 1000} seconds`)
  const timer = setTimeout(fail, timeout, late).unref()
  if (guards.push(fail) === 1) {
    leave = process.exit
    exitBy(stay)
    process.on('beforeExit', drained)
    process.on('uncaughtException', tell)
    process.on('unhandledRejection', tell)
  }
  return () => {
    clearTimeout(timer)
    guards.splice(guards.indexOf(fail), 1)
    if (guards.length > 0) return
    exitBy(leave)
    process.off('beforeExit', drained)
    process.off('uncaughtException', tell)
    process.off('unhandledRejection', tell)
  }
}
