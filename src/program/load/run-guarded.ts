import { setImmediate } from 'node:timers/promises'
import { guardExit, type OnFailure } from './exit-guard.ts'
import type { LoadError } from './load-error.ts'
import { toLoadErrors } from './to-load-errors.ts'

/** The result of a guarded function: the return value of the function, or the errors that occurred. */
export type GuardedResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly LoadError[] }

export interface GuardOptions {
  /** The file of the program. Errors name this file if no better location is known. */
  readonly entry: string
  /** The time limit for the function in milliseconds. Default: one minute. */
  readonly timeout?: number
}

/**
 * Runs a function of the user's program, and returns its value or its errors. The process keeps running even if the program
 * calls `process.exit`, waits for a promise that is never resolved, or throws asynchronously.
 */
export async function runGuarded<T>(
  run: () => T | PromiseLike<T>,
  { entry, timeout = 60_000 }: GuardOptions,
): Promise<GuardedResult<T>> {
  const failures: unknown[] = []
  let release = () => {}
  const value = await new Promise<T | undefined>(resolve => {
    const onFailure: OnFailure = failure => {
      // The program may have changed the methods of lists, so this code does not call them. If this code threw an error, Node
      // would end the process.
      failures[failures.length] = failure
      resolve(undefined)
    }
    release = guardExit(onFailure, timeout)
    Promise.resolve().then(run).then(resolve, onFailure)
  })
  // Node reports an unhandled rejection only after all pending promise callbacks have run, so the guard waits for
  // them.
  await setImmediate()
  release()
  if (failures.length === 0) return { ok: true, value: value as T }
  const errors = await Promise.all(
    [...new Set(failures)].map(failure => toLoadErrors(failure, entry)),
  )
  return { ok: false, errors: errors.flat() }
}
