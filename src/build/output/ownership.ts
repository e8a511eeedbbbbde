import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type ManifestEntries, type ManifestEntry, NO_PROGRAM } from './manifest.ts'

/** The files in the manifest that the current build does not produce. */
export interface OldFiles {
  /** The files of programs that are not part of this build, with their manifest entries. The build keeps these files. */
  readonly kept: ManifestEntries
  /**
   * The files that only programs of this build produced in an earlier build, and do not produce any more. This build removes
   * these files.
   */
  readonly obsolete: readonly string[]
  /** The files whose programs no longer exist. */
  readonly orphans: readonly string[]
}

/** A set of programs, and the files that exactly these programs own. */
export interface FileGroup {
  readonly programs: readonly string[]
  readonly names: readonly string[]
}

/** A program that no longer produces most of its files. */
export interface ShrunkProgram {
  readonly program: string
  /** The files that the program no longer produces. */
  readonly lost: readonly string[]
  /** The number of files that the program produced before, according to the manifest. */
  readonly total: number
}

/**
 * Records which programs own each file of an output folder, according to the manifest. A build may change or remove a
 * file only if one of its programs owns the file.
 */
export class Ownership {
  readonly #folder: string
  readonly #before: ManifestEntries
  readonly #building: ReadonlySet<string>
  readonly #existing = new Map<string, boolean>()
  // A cache of the paths of programs in the manifest. All files of a fleet belong to the same program, so its path is needed
  // often.
  readonly #manifestPaths = new Map<string, readonly [program: string]>()

  /** `before` are the manifest entries on disk, and `files` are the program files of this build. */
  constructor(folder: string, before: ManifestEntries, files: readonly string[]) {
    this.#folder = folder
    this.#before = before
    this.#building = new Set(this.programsOf(files))
  }

  /** Converts the paths of programs to the form in the manifest: sorted and relative to the output folder. */
  programsOf(files: readonly string[]): readonly string[] {
    const [file = NO_PROGRAM, ...others] = files
    if (others.length > 0) return files.flatMap(one => this.programsOf([one])).sort()
    const known = this.#manifestPaths.get(file) ?? ([this.#manifestPath(file)] as const)
    this.#manifestPaths.set(file, known)
    return known
  }

  #manifestPath(file: string): string {
    return file === NO_PROGRAM ? file : relative(this.#folder, file).split(sep).join('/')
  }

  /** Converts the paths of programs in the manifest to absolute paths. */
  filesOf(programs: readonly string[]): readonly string[] {
    return programs.map(one => (one === NO_PROGRAM ? one : resolve(this.#folder, one)))
  }

  /**
   * The programs that own a file, exist, and are not part of this build. They prevent the given programs from writing the file.
   * The list is empty if one of the given programs also owns the file.
   */
  otherOwners(name: string, programs: readonly string[]): readonly string[] {
    const owners = this.#before.get(name)?.programs ?? []
    return programs.some(one => owners.includes(one)) ? [] : this.#programsOutside(owners)
  }

  /** The programs that own a file after the given programs of this build have written it. */
  ownersOf(name: string, programs: readonly string[]): readonly string[] {
    const others = this.#programsOutside(this.#before.get(name)?.programs ?? [])
    return others.length === 0 ? programs : [...new Set([...programs, ...others])].sort()
  }

  // Returns the owners of output files (programs) that are not part of this build. If the file of a program no longer exists,
  // the program does not count as an owner, and another program can take over its files.
  #programsOutside(owners: readonly string[]): readonly string[] {
    return owners.filter(owner => !this.#building.has(owner) && this.#exists(owner))
  }

  #exists(program: string): boolean {
    if (program === NO_PROGRAM) return true
    const known = this.#existing.get(program) ?? existsSync(resolve(this.#folder, program))
    this.#existing.set(program, known)
    return known
  }

  /**
   * Classifies the files in the manifest that this build does not produce. The keys of `made` are the names of the files that
   * this build produces.
   */
  oldFiles(made: ReadonlyMap<string, unknown>): OldFiles {
    const kept = new Map<string, ManifestEntry>()
    const obsolete: string[] = []
    const orphans: string[] = []
    for (const [name, entry] of this.#before) {
      if (made.has(name)) continue
      const others = this.#programsOutside(entry.programs)
      const isOurs = entry.programs.some(one => this.#building.has(one))
      if (others.length > 0) kept.set(name, isOurs ? { ...entry, programs: others } : entry)
      else if (isOurs) obsolete.push(name)
      else orphans.push(name)
    }
    return { kept, obsolete, orphans }
  }

  /** Groups files in the manifest by their owners: the files in a group belong to exactly the same programs. */
  groupByPrograms(names: readonly string[]): readonly FileGroup[] {
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

  /**
   * The programs of this build that would lose most of their files if the files in `removed` were removed: at least two files,
   * and more than half of all their files.
   */
  shrunkPrograms(
    made: ReadonlyMap<string, unknown>,
    removed: readonly string[],
  ): readonly ShrunkProgram[] {
    return [...this.#building].sort().flatMap(program => {
      const isOwn = (name: string): boolean => this.#before.get(name)!.programs.includes(program)
      const lost = removed.filter(isOwn)
      if (lost.length < 2) return []
      const still = [...this.#before.keys()].filter(name => made.has(name) && isOwn(name)).length
      return lost.length > still ? [{ program, lost, total: lost.length + still }] : []
    })
  }
}
