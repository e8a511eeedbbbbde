import { extname, relative, resolve } from 'node:path'
import { buildTrees } from '../build/build.ts'
import { reasonOf } from '../build/output/write-error.ts'
import { writeFiles } from '../build/output/write-files.ts'
import { fails } from '../diagnostics/diagnostic.ts'
import { printableLine } from '../diagnostics/printable.ts'
import { dotOf } from '../graph/dot.ts'
import { type Graph, graphOf } from '../graph/graph.ts'
import { mermaidOf } from '../graph/mermaid.ts'
import { svgOf } from '../graph/svg.ts'
import { usesOf } from '../graph/uses.ts'
import type { Context } from './context.ts'
import { defaultFormat } from './default-format.ts'
import type { GraphArgs, GraphFormat } from './graph-args.ts'
import { settings } from './options.ts'
import { redirectPrograms } from './program-output.ts'
import { report } from './report.ts'
import { print, printProduct } from './terminal.ts'
import { UsageError } from './usage-errors.ts'
import { withWatchdog } from './watchdog.ts'

const printers: Readonly<Record<GraphFormat, (graph: Graph) => string>> = {
  mermaid: mermaidOf,
  dot: dotOf,
  svg: svgOf,
}

/** Prints or writes a picture of the domains of programs, and returns the exit code. */
export async function graph(args: GraphArgs, context: Context): Promise<number> {
  const { entry, out, quiet, color, timeout } = args
  const { cwd, stderr } = context
  refuseMistakes(args)
  const picture = formatOf(args)
  const { diagnostics: misconfigured, out: _, ...set } = await settings(args, entry, context)
  const format = defaultFormat(context)
  const reporting = { format, color, quiet, strict: set.strict, productOnStdout: true }
  if (fails(misconfigured)) return report(misconfigured, reporting, context)
  const { result, trees } = await withWatchdog({ entries: entry, timeout, format }, context, beat =>
    redirectPrograms(context, () =>
      buildTrees(entry, { ...set, cwd, typecheck: false, onProgress: beat }),
    ),
  )
  const found = [...misconfigured, ...result.diagnostics]
  const code = await report(found, { ...reporting, waived: result.waived }, context)
  if (code !== 0) return code
  const uses = trees.map(({ filled, host }) => usesOf(filled, host && String(host.value)))
  const text = printers[picture](graphOf(uses))
  if (out === undefined) return report(await printProduct(context, text), reporting, context)
  const file = resolve(cwd, out)
  try {
    writeFiles([{ file, text }])
  } catch (error) {
    throw new UsageError(`cannot write ${printableLine(out)}: ${reasonOf(error)}`)
  }
  if (!quiet) await print(stderr, `${printableLine(relative(cwd, file))} written\n`)
  return 0
}

function refuseMistakes({ entry, out }: GraphArgs): void {
  if (out === '') throw new UsageError('--out needs a value')
  const document = entry.find(path => /\.xml$/i.test(path))
  if (document !== undefined)
    throw new UsageError(
      `"${document}" is a document, not a program`,
      `vmc import ${document} turns it into a program`,
    )
}

const BY_EXTENSION: ReadonlyMap<string, GraphFormat> = new Map([
  ['.svg', 'svg'],
  ['.dot', 'dot'],
  ['.gv', 'dot'],
  ['.mmd', 'mermaid'],
  ['.mermaid', 'mermaid'],
])

/** The extensions of text files, which can have any format. */
const ANY_FORMAT = ['', '.md', '.txt']

/** The extensions of pictures that Graphviz can make from the format `dot`. */
const OF_GRAPHVIZ = ['.png', '.pdf', '.jpg', '.jpeg', '.gif', '.webp', '.ps', '.eps']

/** Returns the format that `--format` or the extension of the file chooses. */
function formatOf({ format, out = '' }: Pick<GraphArgs, 'format' | 'out'>): GraphFormat {
  const extension = extname(out).toLowerCase()
  const expected = BY_EXTENSION.get(extension)
  if (expected === undefined && !ANY_FORMAT.includes(extension))
    throw new UsageError(`vmc graph cannot write a ${extension} file`, helpFor(out, extension))
  if (format !== undefined && expected !== undefined && format !== expected)
    throw new UsageError(
      `--format ${format} contradicts the extension of ${printableLine(out)}`,
      `leave out --format, or write a ${alternatives(extensionsOf(format))} file`,
    )
  return format ?? expected ?? 'mermaid'
}

function helpFor(out: string, extension: string): string {
  const help = `write a ${alternatives([...BY_EXTENSION.keys()])} file`
  return OF_GRAPHVIZ.includes(extension)
    ? `${help}; Graphviz makes other pictures: vmc graph --format dot | dot -T${extension.slice(1)} -o ${printableLine(out)}`
    : help
}

const extensionsOf = (format: GraphFormat): readonly string[] =>
  [...BY_EXTENSION].flatMap(([extension, one]) => (one === format ? [extension] : []))

const alternatives = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(name => name !== '').join(' or ')
