import { Worker } from 'node:worker_threads'
import type { Format } from '../diagnostics/render/formats.ts'
import { ownModule } from '../program/package.ts'
import type { Context } from './context.ts'

/** What the watchdog reports if the programs never return. */
export interface WatchdogOptions {
  /** The programs, whose paths the report names. */
  readonly entries: readonly string[]
  /** The time without progress in seconds. Default: 60. */
  readonly timeout?: number | undefined
  readonly format: Format
}

/** The data of the worker. It expects that the first number in `beats` changes before the timeout, in milliseconds. */
export interface WatchdogData {
  readonly entries: readonly string[]
  readonly timeout: number
  readonly format: Format
  readonly cwd: string
  readonly beats: SharedArrayBuffer
}

/**
 * Runs programs, and ends the process with a report if they block it without progress. `beat` reports progress. A program
 * that waits for a promise does not block the process; the guard of the loader stops it.
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
