import { join, relative, sep } from 'node:path'
import type { Code } from '../../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { listNames } from '../../diagnostics/list-names.ts'
import { MANIFEST, NO_PROGRAM } from './manifest.ts'

/** The maximum number of file names that one message lists. */
const MAX_LISTED = 20

const STALE_HELP = {
  none: 'run vmc build, and commit the result',
  edited: 'make the same change in the program, or discard the edit with vmc build --overwrite',
  shrunk: 'export the domain from the program again, or remove the file with vmc build --prune',
}

/** Creates the diagnostics about the files of one output folder. */
export class OutputDiagnostics {
  readonly #folder: string
  readonly #cwd: string

  /** Creates the diagnostics for an output folder. Messages show program paths relative to `cwd`. */
  constructor(folder: string, cwd: string) {
    this.#folder = folder
    this.#cwd = cwd
  }

  /** The diagnostic for a file in the output folder that vmc did not write. */
  foreign(name: string): Diagnostic {
    return diagnose('VMC4012', {
      message: `${name} already exists, and vmc did not write it`,
      origin: { file: join(this.#folder, name), line: 1, column: 1 },
      help: 'move the file, or choose another folder with --out',
    })
  }

  /**
   * The diagnostic for a file that belongs to programs outside this build. `programs` are the programs of this build, and
   * `owners` are the programs to which the file belongs.
   */
  ownedByOther(name: string, programs: readonly string[], owners: readonly string[]): Diagnostic {
    const [makers, others] = [this.#list(programs), this.#list(owners)]
    const files = [...owners, ...programs]
    const command = files.includes(NO_PROGRAM)
      ? ''
      : `: vmc build ${files.map(file => this.#relativePath(file)).join(' ')}`
    return this.#about('VMC4018', name, {
      message: `${makers} makes ${name}, which belongs to ${others}`,
      help: `rename one of the two domains, or choose another folder with --out; if you moved the domain to another program, build both programs together${command}`,
    })
  }

  /** The diagnostic for a file that was edited by hand after vmc wrote it. */
  edited(name: string): Diagnostic {
    return this.#about('VMC4019', name, {
      message: `${name} was edited by hand`,
      help: 'make the same change in the program, or discard the edit with --overwrite',
    })
  }

  /** The diagnostic for a program that no longer produces most of its files. */
  shrunk(program: string, lost: readonly string[], total: number): Diagnostic {
    return {
      ...diagnose('VMC4020', {
        message: `${this.#relativePath(program)} no longer makes ${lost.length} of its ${total} files: ${listNames(lost, MAX_LISTED)}`,
        help: 'remove these files with --prune, or choose another folder with --out',
      }),
      ...(program !== NO_PROGRAM && { file: program }),
    }
  }

  /** The diagnostic for files whose program no longer exists. */
  orphans(programs: readonly string[], names: readonly string[]): Diagnostic {
    const files = names.length === 1 ? 'the file' : `the ${names.length} files`
    return {
      ...diagnose('VMC4021', {
        message: `the program of ${listNames(names, MAX_LISTED)} no longer exists: ${this.#list(programs)}`,
        help: `remove ${files} with --prune`,
      }),
      file: join(this.#folder, MANIFEST),
    }
  }

  /**
   * The diagnostics for the files that a build would write or remove. If only the manifest is out of date, the result is a
   * diagnostic for the manifest. `obstacleOf` returns the reason why a build without options refuses to change a file.
   */
  stale(
    plan: {
      readonly missing: readonly string[]
      readonly changed: readonly string[]
      readonly remove: readonly string[]
      readonly isManifestStale: boolean
    },
    obstacleOf: (name: string) => 'edited' | 'shrunk' | undefined,
  ): readonly Diagnostic[] {
    const stale = (name: string, how: string): Diagnostic => {
      const obstacle = obstacleOf(name)
      return this.#about('VMC4011', name, {
        message: `${name} ${obstacle === 'edited' ? 'was edited by hand, and ' : ''}${how}`,
        help: STALE_HELP[obstacle ?? 'none'],
      })
    }
    const files = [
      ...plan.missing.map(name => stale(name, 'is missing')),
      ...plan.changed.map(name => stale(name, 'differs from the output of the program')),
      ...plan.remove.map(name => stale(name, 'is not produced by the program any more')),
    ]
    return files.length === 0 && plan.isManifestStale
      ? [stale(MANIFEST, 'is not up to date')]
      : files
  }

  #about(code: Code, name: string, finding: { message: string; help: string }): Diagnostic {
    return { ...diagnose(code, finding), file: join(this.#folder, name) }
  }

  #list(programs: readonly string[]): string {
    return programs.map(file => this.#relativePath(file)).join(' and ')
  }

  #relativePath(file: string): string {
    if (file === NO_PROGRAM) return 'a call of build() without a program'
    return relative(this.#cwd, file).split(sep).join('/')
  }
}
