import type { Diagnostic, Waived } from '../diagnostics/diagnostic.ts'
import type { PolicyOptions } from '../program/policy-options.ts'
import type { FileStatus } from './output/writer.ts'

/** Options for a build. All are optional. */
export interface BuildOptions extends PolicyOptions {
  /** The name of the project, from which vmc derives UUIDs. It is required if a domain has a host. */
  readonly project?: string
  /** The output folder. Without it, the build writes nothing. */
  readonly outDir?: string
  /** The folder that relative paths start from. Default: the current folder. */
  readonly cwd?: string
  /** Compare the result with the files in `outDir`, and write nothing. Default: false. */
  readonly check?: boolean
  /**
   * Remove files from `outDir` even if a program no longer makes more than half of its files, and remove files whose program
   * no longer exists. By default, the build stops in the first case, and keeps the files in the second.
   */
  readonly prune?: boolean
  /** Change and remove files in `outDir` even if they were edited by hand. By default, an edited file stops the build. */
  readonly overwrite?: boolean
  /** The names of the domains to build; the build then removes no files. Default: all domains. */
  readonly only?: readonly string[]
  /** The values of the parameters that the programs declare with `param()`. */
  readonly set?: Readonly<Record<string, string>>
  /** Treat warnings as errors. Default: false. */
  readonly strict?: boolean
  /** Check the types of the program with TypeScript. Default: true. */
  readonly typecheck?: boolean
  /** Validate against libvirt's own schemas too: those in this folder, or with `true` the installed ones. */
  readonly rng?: string | true
  /** Ask the installed libvirt about each domain too. It runs nothing and needs no daemon. Default: false. */
  readonly libvirt?: boolean
  /** The time in seconds after which a program that waits for something is stopped. Default: 60. */
  readonly timeout?: number
  /** Called during the build with the number of finished domains. */
  readonly onProgress?: (done: number) => void
}

/** A domain that a build made. */
export interface BuiltDomain {
  readonly name: string
  readonly xml: string
  /** The host that the program sets with `.host()`. */
  readonly host?: string
  /**
   * The absolute path of the program that exports the domain, or a list if several programs export it. Missing for a domain
   * that was passed to `build()` as a value.
   */
  readonly program?: string | readonly string[]
}

/** The result of a build. */
export interface BuildResult {
  /** All domains with their XML; empty if the build fails. */
  readonly domains: readonly BuiltDomain[]
  /** The status of each file in the output folder, sorted by path. */
  readonly files: readonly FileStatus[]
  readonly diagnostics: readonly Diagnostic[]
  /** The findings of rules that the program waives with `.allow()`. */
  readonly waived: readonly Waived[]
}
