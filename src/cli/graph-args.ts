import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { checkOptions, last, reportOptions } from './options.ts'

/** The formats in which `vmc graph` writes a picture. */
const graphFormats = ['mermaid', 'dot', 'svg'] as const
export type GraphFormat = (typeof graphFormats)[number]

const { set, timeout } = checkOptions
const { color, quiet } = reportOptions

/** The options of `vmc graph`, in the format of yargs. */
export const options = {
  format: {
    choices: graphFormats,
    requiresArg: true,
    coerce: last<GraphFormat>,
    describe: 'mermaid (the default), dot for Graphviz, or svg; with --out, its extension decides',
  },
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'The file to write to, instead of stdout',
  },
  set,
  timeout,
  color,
  quiet,
} as const

/** The parsed arguments of `vmc graph`. */
export type GraphArgs = ArgumentsCamelCase<
  InferredOptionTypes<typeof options> & { entry: string[] }
>
