import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeFolder, removeEmpty } from './folder.ts'

/** Where texts wait. */
interface Home {
  readonly path: string
  /** Does it take the place of the output folder as a whole, which is not there yet? */
  readonly isWhole: boolean
  /** The folders that had to be made for it. */
  readonly made: readonly string[]
}

/**
 * Texts on disk that wait for their places in a folder: beside them, or in a folder beside it where it is not there yet, so
 * that it appears whole.
 */
export class Staging {
  readonly #folder: string
  readonly #waiting = new Map<string, string>()
  #nextNumber = 0
  #home: Home | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Puts a text on disk under a name of its own, by which it is settled later. */
  put(name: string, text: string): void {
    this.#home ??= makeHome(this.#folder)
    const { path, isWhole } = this.#home
    const at =
      this.#waiting.get(name) ??
      join(path, isWhole ? name : `${TEMPORARY}${process.pid}-${this.#nextNumber++}`)
    this.#waiting.set(name, at)
    writeFileSync(at, text)
  }

  /** Forgets a text that is not to be settled after all. */
  drop(name: string): void {
    const at = this.#waiting.get(name)
    if (at === undefined) return
    rmSync(at, { force: true })
    this.#waiting.delete(name)
  }

  /** Does all that was put take its place at once? */
  get isWhole(): boolean {
    return this.#home?.isWhole === true
  }

  /** Lets the whole folder take its place. */
  settleAll(): void {
    renameSync(this.#home!.path, this.#folder)
    this.#home = undefined
  }

  /** Lets one text take its place, that of its own name if nothing else is said. */
  settle(name: string, place = name): void {
    renameSync(this.#waiting.get(name)!, join(this.#folder, place))
    this.#waiting.delete(name)
  }

  /** Takes all away again that is not in its place. */
  discard(): void {
    const home = this.#home
    this.#home = undefined
    if (!home) return
    if (home.isWhole) rmSync(home.path, { recursive: true, force: true })
    else for (const at of this.#waiting.values()) rmSync(at, { force: true })
    home.made.toReversed().forEach(removeEmpty)
  }
}

const TEMPORARY = '.vmc-'

function makeHome(folder: string): Home {
  if (existsSync(folder)) {
    sweep(folder)
    return { path: folder, isWhole: false, made: [] }
  }
  const made = makeFolder(dirname(folder))
  sweepBeside(folder)
  const path = join(dirname(folder), `${TEMPORARY}${process.pid}-${basename(folder)}`)
  try {
    return { path, isWhole: true, made: [...made, ...makeFolder(path)] }
  } catch (error) {
    made.toReversed().forEach(removeEmpty)
    throw error
  }
}

/**
 * Takes away what builds that were killed left behind: texts in a folder, and what was to be the whole of it beside it. A build
 * that is still running keeps its own.
 */
export function sweep(folder: string): void {
  sweepIn(folder, rest => /^\d+$/.test(rest))
  sweepBeside(folder)
}

function sweepBeside(folder: string): void {
  try {
    sweepIn(dirname(folder), rest => rest === basename(folder))
  } catch {
    // Who may not look there, or not write there, left nothing there.
  }
}

function sweepIn(folder: string, isTheirs: (rest: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    const [, pid, rest = ''] = /^\.vmc-(\d+)-(.*)$/.exec(name) ?? []
    if (pid !== undefined && isTheirs(rest) && !isRunning(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
