import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { ownModule } from '../../program/package.ts'
import { type Outcome, Output, type OutputFile, type OutputOptions } from './output.ts'
import { WriteError } from './write-error.ts'

/** The status of one file in the output folder after a build. */
export interface FileStatus {
  /** The absolute path of the file. */
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'removed'
}

/** A message to the writer worker: files to add, or a method of its `Output` to call. */
export type WorkerRequest = readonly OutputFile[] | OutputCall
export type OutputCall = 'problems' | 'apply' | 'discard'

/** The reply of the writer worker to a method call: the result of the method, or the message of its `WriteError`. */
export type WorkerReply = { readonly value: unknown } | { readonly writeError: string }

// The worker starts only for large builds, because starting it takes as long as writing this number of files.
const FILES_BEFORE_WORKER = 500
// Larger batches need fewer messages to the worker, while smaller batches leave less work to wait for at the end.
const FILES_PER_BATCH = 100

/**
 * Writes the files of a build to the output folder. For a large fleet, a worker writes files while the program is
 * still running.
 */
export class OutputWriter {
  readonly #options: OutputOptions
  #waiting: OutputFile[] = []
  #output: Output | undefined
  #worker: Worker | undefined
  // After this error has ended the worker, the worker sends no more replies.
  #failure: Error | undefined
  #isApplied = false

  constructor(options: OutputOptions) {
    this.#options = options
  }

  /** The path of the output folder. */
  get folder(): string {
    return this.#options.folder
  }

  /** Adds a file to the output. A second file with the same name replaces the first. */
  readonly add = (file: OutputFile): void => {
    if (this.#waiting.push(file) === (this.#worker ? FILES_PER_BATCH : FILES_BEFORE_WORKER))
      this.#sendFiles()
  }

  #sendFiles(): void {
    this.#worker ??= this.#startWorker()
    this.#worker.postMessage(this.#waiting)
    this.#waiting = []
  }

  /** The diagnostics about the output folder. Call this method after the last `add` and before `apply`. */
  async problems(): Promise<readonly Diagnostic[]> {
    if (this.#worker) {
      this.#sendFiles()
      return this.#call(this.#worker, 'problems')
    }
    this.#output = new Output(this.#options)
    for (const file of this.#waiting) this.#output.add(file)
    return this.#output.problems()
  }

  /**
   * Writes and removes the files of the output folder. Returns the status of each file, sorted by path.
   *
   * @throws {WriteError} If the folder cannot be written. The files are unchanged, unless the message lists changed ones.
   */
  async apply(): Promise<readonly FileStatus[]> {
    const outcome = this.#worker
      ? await this.#call<Outcome>(this.#worker, 'apply')
      : this.#output!.apply()
    this.#isApplied = true
    const files = (['written', 'unchanged', 'removed'] as const).flatMap(status =>
      outcome[status].map(name => ({ name, status })),
    )
    return files
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, status }) => ({ path: join(this.folder, name), status }))
  }

  /** Ends the worker, and removes the staged files unless `apply` succeeded. */
  async close(): Promise<void> {
    if (!this.#isApplied) {
      this.#output?.discard()
      if (this.#worker && !this.#failure) await this.#call(this.#worker, 'discard')
    }
    this.#worker?.terminate()
  }

  #startWorker(): Worker {
    const workerData = this.#options
    const worker = new Worker(ownModule('build/output/writer-worker'), { workerData })
    return worker.on('error', error => {
      this.#failure = error
    })
  }

  #call<T>(worker: Worker, call: OutputCall): Promise<T> {
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (reply: WorkerReply) => {
        if ('writeError' in reply) reject(new WriteError(reply.writeError))
        else resolve(reply.value as T)
      })
      worker.postMessage(call)
    })
  }
}
