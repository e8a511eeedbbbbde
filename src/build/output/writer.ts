import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { ownModule } from '../../program/package.ts'
import { type Outcome, Output, type OutputFile, type OutputOptions, Unwritable } from './output.ts'

/** What happened to one file of the output folder. */
export interface FileStatus {
  /** The absolute path. */
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'removed'
}

/** A message to the worker: files to add, or a method of its `Output` to call. */
export type Order = readonly OutputFile[] | OutputCall
export type OutputCall = 'faults' | 'apply' | 'discard'

/** The worker's answer to a call: the result, or why the system refused. */
export type Answer = { readonly value: unknown } | { readonly refusal: string }

// Starting the worker takes as long as writing so many files.
const FILES_BEFORE_WORKER = 500
// Each message costs something, and at the end the build waits for the last one.
const FILES_PER_MESSAGE = 100

/** Writes files to the output folder. A worker writes those of a large fleet while the program makes more of them. */
export class OutputWriter {
  readonly #options: OutputOptions
  #waiting: OutputFile[] = []
  #output: Output | undefined
  #worker: Worker | undefined
  // The error that ended the worker: it no longer answers.
  #failure: Error | undefined
  #isDone = false

  constructor(options: OutputOptions) {
    this.#options = options
  }

  get folder(): string {
    return this.#options.folder
  }

  /** Adds a file, or another text for one that was added before. */
  readonly add = (file: OutputFile): void => {
    if (this.#waiting.push(file) === (this.#worker ? FILES_PER_MESSAGE : FILES_BEFORE_WORKER))
      this.#send()
  }

  #send(): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(this.#waiting)
    this.#waiting = []
  }

  /** What stops the build, once all files are added. */
  async faults(): Promise<readonly Diagnostic[]> {
    if (this.#worker) {
      this.#send()
      return this.#ask(this.#worker, 'faults')
    }
    this.#output = new Output(this.#options)
    for (const file of this.#waiting) this.#output.add(file)
    return this.#output.faults()
  }

  /**
   * Writes all files, and returns what happened to each, in the order of their paths.
   *
   * @throws {Unwritable} if the system refuses; the files are as they were, unless the message says otherwise.
   */
  async apply(): Promise<readonly FileStatus[]> {
    const outcome = this.#worker
      ? await this.#ask<Outcome>(this.#worker, 'apply')
      : this.#output!.apply()
    this.#isDone = true
    const files = (['written', 'unchanged', 'removed'] as const).flatMap(status =>
      outcome[status].map(name => ({ name, status })),
    )
    return files
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, status }) => ({ path: join(this.folder, name), status }))
  }

  /** Ends the worker, and removes staged files that were not applied. */
  async close(): Promise<void> {
    if (!this.#isDone) {
      this.#output?.discard()
      if (this.#worker && !this.#failure) await this.#ask(this.#worker, 'discard')
    }
    this.#worker?.terminate()
  }

  #start(): Worker {
    const workerData = this.#options
    const worker = new Worker(ownModule('build/output/writer-worker'), { workerData })
    return worker.on('error', error => {
      this.#failure = error
    })
  }

  #ask<T>(worker: Worker, call: OutputCall): Promise<T> {
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (answer: Answer) => {
        if ('refusal' in answer) reject(new Unwritable(answer.refusal))
        else resolve(answer.value as T)
      })
      worker.postMessage(call)
    })
  }
}
