import type { CodeFacts } from '../code-facts.ts'
import type { Waived } from '../diagnostic.ts'
import type { Paint } from '../paint.ts'

/** The options for rendering diagnostics. */
export interface RenderOptions {
  /** The folder to which the paths in the output are relative. */
  readonly cwd: string
  readonly paint: Paint
  /** The width of the terminal in columns. */
  readonly width: number
  /**
   * Whether long lines are wrapped at the width of the terminal. Default: `false`, so that a text search in the output finds
   * whole sentences.
   */
  readonly wraps?: boolean
  /** The version of vmc. */
  readonly version: string
  /**
   * The title, help and examples of each diagnostic code, including the codes of custom rules. Default: the table
   * `codes`.
   */
  readonly facts?: Readonly<Record<string, CodeFacts>>
  /** The diagnostics that the program allows with `.allow()`. Some formats list them as suppressed. */
  readonly waived?: readonly Waived[]
  /**
   * The contents of sources that are not files on disk, such as a document from stdin. The key is the name that diagnostics
   * show.
   */
  readonly texts?: ReadonlyMap<string, string>
}
