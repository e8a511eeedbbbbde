import type { CodeFacts } from '../codes.ts'
import type { Waived } from '../diagnostic.ts'
import type { Paint } from '../paint.ts'

/** What a renderer has to know of where its text will be read. */
export interface RenderOptions {
  readonly cwd: string
  readonly paint: Paint
  readonly width: number
  /** The version of vmc. */
  readonly version: string
  /** What there is to say about each code; without it, what the table of codes says. */
  readonly facts?: Readonly<Record<string, CodeFacts>>
  /** What was found and is waived, for those who want to know it all the same. */
  readonly waived?: readonly Waived[]
  /** The texts of files that are not on disk, as what came through stdin. */
  readonly texts?: ReadonlyMap<string, string>
}
