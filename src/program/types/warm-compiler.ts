import { setTimeout } from 'node:timers/promises'
import type { API, Snapshot } from 'typescript/unstable/async'
import { type TemporaryProject, writeProject } from './tsconfig.ts'

const TIMEOUT_MS = 10_000

/**
 * A TypeScript process for watch mode. It keeps the source files in memory, so a check takes a third of the usual time. The
 * check only finds out whether there are problems. The list of problems comes from the command-line compiler, because the API
 * of this process is not stable.
 */
export class WarmCompiler {
  readonly #projects = new Map<string, TemporaryProject>()
  #api: API | undefined
  #snapshot: Snapshot | undefined
  #changed: readonly string[] | undefined
  #last: Promise<unknown> = Promise.resolve()

  /** Records which files have changed since the last check. `undefined` means that any file may have changed. */
  invalidate(changed: readonly string[] | undefined): void {
    this.#changed = this.#changed && changed && [...this.#changed, ...changed]
  }

  /**
   * Checks a project. The promise resolves with all files of the project if it has no problems, and with `undefined` if it has
   * problems or could not be checked.
   */
  readonly check = (project: object, folder: string): Promise<readonly string[] | undefined> => {
    const text = JSON.stringify(project)
    const written = this.#projects.get(text) ?? writeProject(project, folder)
    this.#projects.set(text, written)
    const checked = this.#last.then(() => this.#checkInTime(written.path))
    this.#last = checked
    return checked
  }

  /**
   * Checks a project with a time limit. If the compiler process exceeds the limit, it is closed, and the next check
   * starts a new process.
   */
  async #checkInTime(path: string): Promise<readonly string[] | undefined> {
    const timer = new AbortController()
    const { signal } = timer
    try {
      return await Promise.race([
        this.#check(path),
        setTimeout(TIMEOUT_MS, undefined, { signal, ref: false }).then(() => this.close()),
      ])
    } finally {
      timer.abort()
    }
  }

  async #check(path: string): Promise<readonly string[] | undefined> {
    try {
      const program = (await this.#open(path)).getProject(path)?.program
      if (!program) return undefined
      const problems = await Promise.all([
        program.getConfigFileParsingDiagnostics(),
        program.getProgramDiagnostics(),
        program.getGlobalDiagnostics(),
        program.getSyntacticDiagnostics(),
        program.getSemanticDiagnostics(),
      ])
      return problems.flat().length > 0 ? undefined : await program.getSourceFileNames()
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

  /** Ends the compiler process. */
  close(): undefined {
    for (const { remove } of this.#projects.values()) remove()
    this.#projects.clear()
    this.#api?.close().catch(() => {})
    this.#api = undefined
    this.#snapshot = undefined
    this.#changed = undefined
  }
}
