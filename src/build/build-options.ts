import type { Diagnostic, Waived } from '../diagnostics/diagnostic.ts'
import type { PolicyOptions } from '../program/policy-options.ts'
import type { FileStatus } from './output/writer.ts'

/** How to build. Everything can be left out. */
export interface BuildOptions extends PolicyOptions {
  /** The folder to write to; nothing is written where it is left out. */
  readonly outDir?: string
  /** The folder that relative paths start from; the current one if left out. */
  readonly cwd?: string
  /** Compare with the files in `outDir`, and write nothing. */
  readonly check?: boolean
  /**
   * Remove files from `outDir` even if a program no longer makes more than half of its files, and files whose program no longer
   * exists. Without it, the first stops the build, and the second stay.
   */
  readonly prune?: boolean
  /** Change and remove files in `outDir` even if they were edited by hand; without it, they stop the build. */
  readonly overwrite?: boolean
  /** The names of the domains to build; all if left out. No file is removed then. */
  readonly only?: readonly string[]
  /** Let warnings stop the build as errors do. */
  readonly strict?: boolean
  /** Whether TypeScript checks the types of the program; it does if left out. */
  readonly typecheck?: boolean
  /** Ask libvirt's own schemas too: those in a folder, or with `true` those that are installed. */
  readonly rng?: string | true
  /** Told how many domains are done. */
  readonly onProgress?: (done: number) => void
}

/** A domain of a program. */
export interface BuiltDomain {
  readonly name: string
  readonly xml: string
  /** The host that the program gives it by `.host()`, if it does. */
  readonly host?: string
  /**
   * The absolute path of the program that exports it, or a list if several do. A domain that `build()` was given as a value
   * has none.
   */
  readonly program?: string | readonly string[]
}

/** What a build gives. */
export interface BuildResult {
  /** Every domain, as its XML; empty where something is wrong. */
  readonly domains: readonly BuiltDomain[]
  /** What became of each file of the output folder. */
  readonly files: readonly FileStatus[]
  readonly diagnostics: readonly Diagnostic[]
  /** What rules found and the program waives. */
  readonly waived: readonly Waived[]
}
