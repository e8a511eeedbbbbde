import type { Diagnostic } from '../diagnostic.ts'
import type { Paint } from '../paint.ts'
import { frame } from './frame.ts'
import { json } from './json.ts'
import { plain } from './plain.ts'

/** What a renderer has to know of where its text will be read. */
export interface RenderOptions {
  readonly cwd: string
  readonly paint: Paint
  readonly width: number
}

/** The renderers, by the name that `--format` takes. */
export const renderers = { frame, plain, json } satisfies Record<
  string,
  (diagnostics: readonly Diagnostic[], options: RenderOptions) => string
>

export type Format = keyof typeof renderers
