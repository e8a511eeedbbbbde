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

/** A message to the writer worker: a list of files to add, or the name of an `Output` method to call. */
export type WorkerRequest = readonly OutputFile[] | OutputCall
export type OutputCall = 'problems' | 'apply' | 'discard'

/** The reply of the writer worker to a method call: the result of the method, or the message of a `WriteError`. */
export type WorkerReply = { readonly value: unknown } | { readonly writeError: string }

// The number of files after which the worker is started. Writing this number of files takes as long as starting the worker.
const FILES_BEFORE_WORKER = 500
// The number of files in a message to the worker. With larger batches, fewer messages are needed. With smaller batches, less
// work remains at the end.
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
  // The error that has ended the worker. After this error, the worker sends no more replies.
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

  /** The diagnostics about the output folder. This method must be called after the last `add` and before `apply`. */
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
   * @throws {WriteError} If the folder cannot be written. The message lists the files that were already changed, if there are
   * any.
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

  /** Ends the worker. If `apply` has not succeeded, the staged files are removed. */
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
