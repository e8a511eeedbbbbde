/**
 * The severity of a diagnostic. An error stops the build. A warning stops the build only with `--strict`. An info never
 * stops the build.
 */
export type Severity = 'error' | 'warning' | 'info'

/** The explanation of a diagnostic code, which `vmc explain` shows. */
export interface CodeFacts {
  readonly severity: Severity
  /** The problem in a few words. The title must be clear without the message of the diagnostic. */
  readonly title: string
  /** The reason why the problem matters, and how to fix it. */
  readonly help: string
  /** An example of a program or document for which vmc reports the diagnostic. */
  readonly wrong: string
  /** The example without the problem. */
  readonly right: string
  /** The name of the rule in kebab case, such as `name-unique`. Only codes of rules have a slug. */
  readonly slug?: string
  /**
   * The exit code of a vmc command that reports this diagnostic. Default: 1 for the codes VMC4xxx, and 2 for all other codes.
   */
  readonly exitCode?: 1 | 2
}
