import { setTimeout } from 'node:timers/promises'
import type { API, Snapshot } from 'typescript/unstable/async'
import { type LaidProject, layProject } from './tsconfig.ts'

const PATIENCE_MS = 10_000

/**
 * TypeScript in a process that stays, and keeps what it has read: it tells in a third of the time whether a program is right.
 * What is wrong, and how to say it, is left to the compiler itself, for this interface of it is not a stable one.
 */
export class WarmCompiler {
  readonly #projects = new Map<string, LaidProject>()
  #api: API | undefined
  #snapshot: Snapshot | undefined
  #changed: readonly string[] | undefined
  #last: Promise<unknown> = Promise.resolve()

  /** Says which files have changed since the last check; any may have where that is not known. */
  invalidate(changed: readonly string[] | undefined): void {
    this.#changed = this.#changed && changed && [...this.#changed, ...changed]
  }

  /** Every file of a project that is right; nothing where something is wrong, or cannot be said. */
  readonly check = (project: object, folder: string): Promise<readonly string[] | undefined> => {
    const text = JSON.stringify(project)
    const laid = this.#projects.get(text) ?? layProject(project, folder)
    this.#projects.set(text, laid)
    const checked = this.#last.then(() => this.#soon(laid.path))
    this.#last = checked
    return checked
  }

  /** One that gives no answer is given up, and starts anew the next time. */
  async #soon(path: string): Promise<readonly string[] | undefined> {
    const late = new AbortController()
    const { signal } = late
    try {
      return await Promise.race([
        this.#check(path),
        setTimeout(PATIENCE_MS, undefined, { signal, ref: false }).then(() => this.close()),
      ])
    } finally {
      late.abort()
    }
  }

  async #check(path: string): Promise<readonly string[] | undefined> {
    try {
      const program = (await this.#open(path)).getProject(path)?.program
      if (!program) return undefined
      const wrong = await Promise.all([
        program.getConfigFileParsingDiagnostics(),
        program.getProgramDiagnostics(),
        program.getGlobalDiagnostics(),
        program.getSyntacticDiagnostics(),
        program.getSemanticDiagnostics(),
      ])
      return wrong.flat().length > 0 ? undefined : await program.getSourceFileNames()
    } catch {
      this.close()
      return undefined
    }
  }

  async #open(path: string): Promise<Snapshot> {
    const { API } = await import('typescript/unstable/async')
    this.#api ??= new API()
    const before = this.#snapshot
    const fileChanges = this.#changed
      ? { changed: [...this.#changed] }
      : ({ invalidateAll: true } as const)
    this.#changed = []
    this.#snapshot = await this.#api.updateSnapshot({
      ...(!before?.getProject(path) && { openProjects: [path] }),
      ...(before && { fileChanges }),
    })
    await before?.dispose()
    return this.#snapshot
  }

  /** Ends the process of the compiler. */
  close(): undefined {
    for (const { remove } of this.#projects.values()) remove()
    this.#projects.clear()
    this.#api?.close().catch(() => {})
    this.#api = undefined
    this.#snapshot = undefined
    this.#changed = undefined
  }
}
