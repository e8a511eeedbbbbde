import { Worker } from 'node:worker_threads'
import type { Format } from '../diagnostics/render/formats.ts'
import { ownModule } from '../program/package.ts'
import type { Context } from './context.ts'

/** Options for the watchdog, which ends the process if a program blocks it, for example in an endless loop. */
export interface WatchdogOptions {
  /** The paths of the programs that are running. The watchdog's report shows them. */
  readonly entries: readonly string[]
  /** The maximum time in seconds that a program may run without progress. Default: 60. */
  readonly timeout?: number | undefined
  readonly format: Format
}

/**
 * The input of the watchdog's worker thread. The main thread increments the first number in `beats`. The worker ends the
 * process if this number does not change within `timeout` milliseconds.
 */
export interface WatchdogData {
  readonly entries: readonly string[]
  readonly timeout: number
  readonly format: Format
  readonly cwd: string
  readonly beats: SharedArrayBuffer
}

/**
 * Runs programs, and ends the process with a report if a program blocks it, for example in an endless loop. `run` calls `beat`
 * whenever it makes progress. A program that waits for a promise does not block the process. The program loader has a separate
 * time limit for such programs.
 */
export async function withWatchdog<T>(
  { entries, timeout = 60, format }: WatchdogOptions,
  { cwd, mayEndProcess }: Context,
  run: (beat: () => void) => Promise<T>,
): Promise<T> {
  if (!mayEndProcess) return run(() => {})
  const beats = new SharedArrayBuffer(4)
  const counter = new Int32Array(beats)
  const beat = (): void => {
    Atomics.add(counter, 0, 1)
  }
  const milliseconds = timeout * 1000
  const workerData: WatchdogData = { entries, timeout: milliseconds, format, cwd, beats }
  const worker = new Worker(ownModule('cli/watchdog-worker'), { workerData })
  worker.unref()
  const timer = setInterval(beat, Math.min(1000, milliseconds / 4)).unref()
  try {
    return await run(beat)
  } finally {
    clearInterval(timer)
    await worker.terminate()
  }
}
