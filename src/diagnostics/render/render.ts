import type { Diagnostic } from '../diagnostic.ts'
import { frame } from './frame.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import type { RenderOptions } from './options.ts'
import { plain } from './plain.ts'
import { sarif } from './sarif.ts'

/** The renderers, by the name that `--format` takes. */
export const renderers = { frame, plain, json, sarif, github } satisfies Record<
  string,
  (diagnostics: readonly Diagnostic[], options: RenderOptions) => string
>

export type Format = keyof typeof renderers

/** Is it for programs, and so a product of its own rather than talk? */
export const isMachine = (format: Format): boolean => format !== 'frame' && format !== 'plain'
