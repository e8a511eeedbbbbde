import type { Diagnostic } from '../diagnostic.ts'
import type { Format } from './formats.ts'
import { frame } from './frame.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import type { RenderOptions } from './options.ts'
import { plain } from './plain.ts'
import { sarif } from './sarif.ts'

/** The functions that render diagnostics, by the value of `--format`. */
export const renderers = { frame, plain, json, sarif, github } satisfies Record<
  Format,
  (diagnostics: readonly Diagnostic[], options: RenderOptions) => string
>
