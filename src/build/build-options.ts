import type { Diagnostic, Waived } from '../diagnostics/diagnostic.ts'
import type { PolicyOptions } from '../program/policy-options.ts'
import type { FileStatus } from './output/writer.ts'

/** Options for a build. */
export interface BuildOptions extends PolicyOptions {
  /** The name of the project. vmc derives the UUIDs of domains from this name. The name is required if a domain has a host. */
  readonly project?: string
  /** The output folder. Without an output folder, the build writes no files. */
  readonly outDir?: string
  /** The working folder. Relative paths are relative to this folder. Default: the current folder. */
  readonly cwd?: string
  /** Only compare the result with the files in `outDir`, and write nothing. Default: `false`. */
  readonly check?: boolean
  /**
   * Also remove the files of a program that no longer exists, and the files of a program that no longer makes most of its
   * files. Without this option, the build keeps the files of a program that no longer exists, and stops if a program no longer
   * makes most of its files. Default: `false`.
   */
  readonly prune?: boolean
  /**
   * Change and remove files in `outDir` even if they were edited by hand. Without this option, an edited file stops the build.
   * Default: `false`.
   */
  readonly overwrite?: boolean
  /** The names of the domains to build. With this option, the build removes no files. Default: all domains. */
  readonly only?: readonly string[]
  /** The values of the parameters that the programs declare with `param()`. */
  readonly set?: Readonly<Record<string, string>>
  /** Treat warnings as errors. Default: `false`. */
  readonly strict?: boolean
  /** Check the types of the program with TypeScript. Default: `true`. */
  readonly typecheck?: boolean
  /**
   * Also validate the domains against libvirt's own schemas. The value is the folder of the schemas, or `true` for the
   * installed schemas.
   */
  readonly rng?: string | true
  /**
   * Also let the installed libvirt check each domain. libvirt starts no domain and needs no daemon for this. Default:
   * `false`.
   */
  readonly libvirt?: boolean
  /**
   * The time limit in seconds. A program that is still waiting after this time, for example for a promise, is stopped.
   * Default: 60.
   */
  readonly timeout?: number
  /** A function that is called during the build with the number of finished domains. */
  readonly onProgress?: (done: number) => void
}

/** A domain in the result of a build. */
export interface BuiltDomain {
  readonly name: string
  readonly xml: string
  /** The host that the program sets with `.host()`. */
  readonly host?: string
  /**
   * The absolute path of the program that exports the domain, or a list of paths if several programs export it. Not set for a
   * domain that was passed to `build()` as a value.
   */
  readonly program?: string | readonly string[]
}

/** The result of a build. */
export interface BuildResult {
  /** All domains with their XML. The list is empty if the build fails. */
  readonly domains: readonly BuiltDomain[]
  /** The status of each file in the output folder, sorted by path. */
  readonly files: readonly FileStatus[]
  readonly diagnostics: readonly Diagnostic[]
  /** The diagnostics of rules that the program allows with `.allow()`. */
  readonly waived: readonly Waived[]
}
