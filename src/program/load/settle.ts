import { setImmediate } from 'node:timers/promises'
import { faultsOf } from './fault.ts'
import { type Fail, guard } from './guard.ts'
import type { LoadFault } from './load-fault.ts'

export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly LoadFault[] }

export interface SettleOptions {
  /** The program's file: what a fault names where no better place is known. */
  readonly entry: string
  /** How many milliseconds the program may take; a minute if left out. */
  readonly timeout?: number
}

/**
 * Runs a part of a person's program to whatever end it comes to. It may leave the process, wait for what never
 * happens, or fail where nobody listens: the caller gets faults and goes on.
 */
export async function settle<T>(
  run: () => T | PromiseLike<T>,
  { entry, timeout = 60_000 }: SettleOptions,
): Promise<Settled<T>> {
  const failures = new Set<unknown>()
  let release = () => {}
  const value = await new Promise<T | undefined>(resolve => {
    const fail: Fail = failure => {
      failures.add(failure)
      resolve(undefined)
    }
    release = guard(fail, timeout)
    Promise.resolve().then(run).then(resolve, fail)
  })
  // Node announces a rejection that nobody handles only after all promises have had their turn.
  await setImmediate()
  release()
  if (failures.size === 0) return { ok: true, value: value as T }
  const faults = await Promise.all([...failures].map(failure => faultsOf(failure, entry)))
  return { ok: false, faults: faults.flat() }
}
