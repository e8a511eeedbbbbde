import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { ownModule } from '../../program/package.ts'
import { type Outcome, Output, type OutputFile, type OutputOptions, Unwritable } from './output.ts'

/** What becomes of one file of the output folder. */
export interface FileStatus {
  /** The absolute path. */
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'removed'
}

/** What the thread is given, or asked for. */
export type Order = readonly OutputFile[] | Call
export type Call = 'faults' | 'apply' | 'discard'

/** What it answers when it is asked: what came of it, or why the system refused. */
export type Answer = { readonly value: unknown } | { readonly refusal: string }

// Starting the thread takes as long as writing so many.
const MANY = 500
// So many are handed over at once, for each time costs something, and at the end the last are waited for.
const BATCH = 100

/** The way of texts to their folder. Those of a large fleet a thread puts on disk while the program makes more of them. */
export class Outlet {
  readonly #options: OutputOptions
  #waiting: OutputFile[] = []
  #output: Output | undefined
  #thread: Worker | undefined
  // What broke the thread, if anything did: it answers no more.
  #failure: Error | undefined
  #isDone = false

  constructor(options: OutputOptions) {
    this.#options = options
  }

  get folder(): string {
    return this.#options.folder
  }

  /** Takes a file, or another text for one that was taken before. */
  readonly add = (file: OutputFile): void => {
    if (this.#waiting.push(file) === (this.#thread ? BATCH : MANY)) this.#handOver()
  }

  #handOver(): void {
    this.#thread ??= this.#start()
    this.#thread.postMessage(this.#waiting)
    this.#waiting = []
  }

  /** What stands against it, once all files are taken. */
  async faults(): Promise<readonly Diagnostic[]> {
    if (this.#thread) {
      this.#handOver()
      return this.#ask(this.#thread, 'faults')
    }
    this.#output = new Output(this.#options)
    for (const file of this.#waiting) this.#output.add(file)
    return this.#output.faults()
  }

  /**
   * Lets all files take their place; tells what became of each, in the order of their paths.
   *
   * @throws {Unwritable} where the system refuses; the files are as they were, unless the message says otherwise.
   */
  async apply(): Promise<readonly FileStatus[]> {
    const outcome = this.#thread
      ? await this.#ask<Outcome>(this.#thread, 'apply')
      : this.#output!.apply()
    this.#isDone = true
    const files = (['written', 'unchanged', 'removed'] as const).flatMap(status =>
      outcome[status].map(name => ({ name, status })),
    )
    return files
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, status }) => ({ path: join(this.folder, name), status }))
  }

  /** Ends it, and takes away what is not in its place. */
  async close(): Promise<void> {
    if (!this.#isDone) {
      this.#output?.discard()
      if (this.#thread && !this.#failure) await this.#ask(this.#thread, 'discard')
    }
    this.#thread?.terminate()
  }

  #start(): Worker {
    const workerData = this.#options
    const thread = new Worker(ownModule('build/output/output-thread'), { workerData })
    return thread.on('error', error => {
      this.#failure = error
    })
  }

  #ask<T>(thread: Worker, call: Call): Promise<T> {
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      thread.once('error', reject)
      thread.once('message', (answer: Answer) => {
        if ('refusal' in answer) reject(new Unwritable(answer.refusal))
        else resolve(answer.value as T)
      })
      thread.postMessage(call)
    })
  }
}
