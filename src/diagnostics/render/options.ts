import type { CodeFacts } from '../codes.ts'
import type { Waived } from '../diagnostic.ts'
import type { Paint } from '../paint.ts'

/** The options of a renderer. */
export interface RenderOptions {
  /** The folder that paths are shown relative to. */
  readonly cwd: string
  readonly paint: Paint
  /** The width of the terminal in cells. */
  readonly width: number
  /** The version of vmc. */
  readonly version: string
  /** The title, help and examples of each code, custom rules included. Default: the table of codes. */
  readonly facts?: Readonly<Record<string, CodeFacts>>
  /** The waived diagnostics, for formats that list them as suppressed. */
  readonly waived?: readonly Waived[]
  /** The contents of files that are not on disk, such as a document from stdin. */
  readonly texts?: ReadonlyMap<string, string>
}
