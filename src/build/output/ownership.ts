import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type ManifestEntries, type ManifestEntry, NO_PROGRAM } from './manifest.ts'

/** What becomes of the files in the manifest that a build does not make. */
export interface Unmade {
  /** The entries that stay: files of other programs. */
  readonly kept: ManifestEntries
  /** Files that the programs of the build made before, and that no other program makes. */
  readonly superfluous: readonly string[]
  /** Files whose programs no longer exist. */
  readonly orphans: readonly string[]
}

/** Files of the same programs. */
export interface Group {
  readonly programs: readonly string[]
  readonly names: readonly string[]
}

/** A program that no longer makes most of its files. */
export interface Shrunk {
  readonly program: string
  /** The files that it no longer makes. */
  readonly lost: readonly string[]
  /** How many files it made before. */
  readonly total: number
}

/** Which programs own which files of an output folder. A program may only change and remove files that it owns. */
export class Ownership {
  readonly #folder: string
  readonly #before: ManifestEntries
  readonly #building: ReadonlySet<string>
  readonly #existing = new Map<string, boolean>()
  // By file, for the files of a fleet are all of one program.
  readonly #spelled = new Map<string, readonly [program: string]>()

  /** `before` is the manifest; `files` are the program files of this build, none if it was given domains only. */
  constructor(folder: string, before: ManifestEntries, files: readonly string[]) {
    this.#folder = folder
    this.#before = before
    this.#building = new Set(this.programsOf(files))
  }

  /** Programs as the manifest spells them: sorted paths, relative to the folder. */
  programsOf(files: readonly string[]): readonly string[] {
    const [file = NO_PROGRAM, ...others] = files
    if (others.length > 0) return files.flatMap(one => this.programsOf([one])).sort()
    const known = this.#spelled.get(file) ?? ([this.#spell(file)] as const)
    this.#spelled.set(file, known)
    return known
  }

  #spell(file: string): string {
    return file === NO_PROGRAM ? file : relative(this.#folder, file).split(sep).join('/')
  }

  /** The files of programs. */
  filesOf(programs: readonly string[]): readonly string[] {
    return programs.map(one => (one === NO_PROGRAM ? one : resolve(this.#folder, one)))
  }

  /** The programs that own a file which `programs`, all of this build, must not write; usually none. */
  rivals(name: string, programs: readonly string[]): readonly string[] {
    const owners = this.#before.get(name)?.programs ?? []
    return programs.some(one => owners.includes(one)) ? [] : this.#others(owners)
  }

  /** The owners of a file once `programs`, all of this build, have made it. */
  ownersOf(name: string, programs: readonly string[]): readonly string[] {
    const others = this.#others(this.#before.get(name)?.programs ?? [])
    return others.length === 0 ? programs : [...new Set([...programs, ...others])].sort()
  }

  // A program that no longer exists owns nothing: its successor, perhaps itself under a new name, may have its files.
  #others(owners: readonly string[]): readonly string[] {
    return owners.filter(owner => !this.#building.has(owner) && this.#exists(owner))
  }

  #exists(program: string): boolean {
    if (program === NO_PROGRAM) return true
    const known = this.#existing.get(program) ?? existsSync(resolve(this.#folder, program))
    this.#existing.set(program, known)
    return known
  }

  /** Sorts out the files in the manifest that are not among those this build made. */
  unmade(made: ReadonlyMap<string, unknown>): Unmade {
    const kept = new Map<string, ManifestEntry>()
    const superfluous: string[] = []
    const orphans: string[] = []
    for (const [name, entry] of this.#before) {
      if (made.has(name)) continue
      const others = this.#others(entry.programs)
      const isOurs = entry.programs.some(one => this.#building.has(one))
      if (others.length > 0) kept.set(name, isOurs ? { ...entry, programs: others } : entry)
      else if (isOurs) superfluous.push(name)
      else orphans.push(name)
    }
    return { kept, superfluous, orphans }
  }

  /** Files in the manifest, by their programs. */
  groups(names: readonly string[]): readonly Group[] {
    const groups = new Map<string, { programs: readonly string[]; names: string[] }>()
    for (const name of names) {
      const { programs } = this.#before.get(name)!
      const key = programs.join('\n')
      const group = groups.get(key) ?? { programs, names: [] }
      groups.set(key, group)
      group.names.push(name)
    }
    return [...groups.values()]
  }

  /** The programs that lose more than half of their files, and at least two, if `removed` are removed. */
  shrunk(made: ReadonlyMap<string, unknown>, removed: readonly string[]): readonly Shrunk[] {
    return [...this.#building].sort().flatMap(program => {
      const isIts = (name: string): boolean => this.#before.get(name)!.programs.includes(program)
      const lost = removed.filter(isIts)
      if (lost.length < 2) return []
      const still = [...this.#before.keys()].filter(name => made.has(name) && isIts(name)).length
      return lost.length > still ? [{ program, lost, total: lost.length + still }] : []
    })
  }
}
