import { existsSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { type ImportedProgram, importFiles } from '../build/documents/import-files.ts'
import { comparable, similarFiles } from '../build/output/listing.ts'
import { reasonOf } from '../build/output/write-error.ts'
import { type TextFile, writeFiles } from '../build/output/write-files.ts'
import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { printableLine } from '../diagnostics/printable.ts'
import { specialKind } from '../diagnostics/regular-file.ts'
import { isMachine } from '../diagnostics/render/formats.ts'
import type { Config } from '../program/config.ts'
import { MAX_DOCUMENT_BYTES } from '../xml/decode.ts'
import { isProgram, STDIN } from './argv.ts'
import type { Context } from './context.ts'
import type { ImportArgs } from './import-args.ts'
import type { HostPrograms } from './import-host.ts'
import { settings } from './options.ts'
import { plural, report } from './report.ts'
import { prepareForShortWork } from './short-work.ts'
import { print, printProduct, readStdin, widthOf } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/**
 * Generates programs from XML documents or from the domains of a host. Prints or writes the programs, and returns the exit
 * code.
 */
export async function importPrograms(args: ImportArgs, context: Context): Promise<number> {
  if (args.from === undefined) return importAndPrint(args, context)
  const { interruptible } = await import('./host-session.ts')
  return interruptible(context, signal => importAndPrint(args, context, signal))
}

async function importAndPrint(
  args: ImportArgs,
  context: Context,
  signal?: AbortSignal,
): Promise<number> {
  prepareForShortWork()
  const { cwd, stderr } = context
  const { format, quiet, out, into, from } = args
  const program = args.path.find(isProgram)
  if (program !== undefined)
    throw new UsageError(
      `${program} is a program, not XML`,
      'vmc build makes XML from a program; vmc import makes a program from XML',
    )
  const { diagnostics: misconfigured, ...config } = await settings({}, [], context)
  if (fails(misconfigured))
    return report(misconfigured, { ...args, productOnStdout: true }, context)
  const texts = new Map<string, string>()
  const { programs, diagnostics } =
    from === undefined
      ? await importDocumentsIn(args, config.project, texts, context)
      : await fromHost({ ...args, from }, config, texts, context, signal)
  const isPrinted = out === undefined && into === undefined
  // Human-readable output has a single line that summarizes everything that `--clean` left out.
  const isSummarized = ({ code }: Diagnostic) => code === LEFT_OUT && !isMachine(format)
  const leftOut = diagnostics.filter(isSummarized)
  const files = programs.map(program => fileOf(program, into, cwd))
  const similar = isPrinted ? [] : similarNames(files)
  const shown = [...diagnostics.filter(one => !isSummarized(one)), ...similar]
  const code = await report(shown, { ...args, texts, productOnStdout: isPrinted }, context)
  if (programs.length === 0 && fails(diagnostics)) return code
  if (programs.length === 0)
    throw new UsageError(
      from === undefined ? 'none of the documents is a domain' : `${from} has no domains`,
    )
  if (isPrinted) {
    const unprinted = await printProduct(context, files.map(({ text }) => text).join(''))
    if (unprinted.length > 0) return report(unprinted, { ...args, productOnStdout: true }, context)
  } else writePrograms(files, args.force, cwd)
  if (quiet) return code
  await print(stderr, leftOutLine(leftOut, widthOf(stderr)))
  if (!isPrinted) await print(stderr, `${printableLine(writtenLine(files, cwd))}\n`)
  return code
}

/** Generates the programs for the XML documents that the arguments name. */
async function importDocumentsIn(
  { path: paths, clean, noFold, out }: ImportArgs,
  project: string | undefined,
  texts: Map<string, string>,
  context: Context,
) {
  return importFiles(
    paths.filter(path => path !== STDIN),
    {
      cwd: context.cwd,
      clean,
      fold: !noFold,
      ...(project !== undefined && { project }),
      ...(paths.includes(STDIN) && { given: await documentOnStdin(texts, context) }),
      ...(out !== undefined && { out }),
    },
  )
}

async function fromHost(
  args: ImportArgs & { readonly from: string },
  config: Config,
  texts: Map<string, string>,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<HostPrograms> {
  const { importHost } = await import('./import-host.ts')
  return importHost(args, config, texts, context, signal)
}

async function documentOnStdin(texts: Map<string, string>, context: Context) {
  const bytes = await readStdin(context, MAX_DOCUMENT_BYTES)
  texts.set(STDIN, bytes.toString())
  return { name: STDIN, bytes }
}

/** The diagnostic code with which vmc reports an attribute or element that `--clean` has left out. */
const LEFT_OUT = 'VMC1015'

/** Returns the line that summarizes what `--clean` has left out: `Left out (libvirt sets these itself): 3 addresses, 1 id`. */
function leftOutLine(leftOut: readonly Diagnostic[], width: number): string {
  const kinds = new Map<string, number>()
  for (const { path, times = 1 } of leftOut) {
    const kind = path.slice(path.lastIndexOf('/') + 1).replace(/^@|\[\d+\]$|\(\)$/g, '')
    kinds.set(kind, (kinds.get(kind) ?? 0) + times)
  }
  const counts = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, n]) => plural(n, kind))
  if (counts.length === 0) return ''
  return `${wrap(`Left out (libvirt sets these itself): ${counts.join(', ')}`, width)}\n`
}

const wrap = (text: string, width: number): string =>
  text.replace(new RegExp(`(.{1,${width - 2}})(?: |$)`, 'g'), '$1\n  ').trimEnd()

const writtenLine = (files: readonly TextFile[], cwd: string): string =>
  files.length === 1
    ? `${relative(cwd, files[0]!.file)} written`
    : `${plural(files.length, 'program')} written`

/** The file to which a program is written: the file in `--into`, or a separate file for each document. */
const fileOf = (
  { file, typescript: text }: ImportedProgram,
  into: string | undefined,
  cwd: string,
): TextFile => ({ file: file ?? resolve(cwd, into ?? ''), text })

function writePrograms(files: readonly TextFile[], force: boolean, cwd: string): void {
  refuseConflicts(files, force, cwd)
  try {
    writeFiles(files)
  } catch (error) {
    const path = files.length === 1 ? files[0]!.file : dirname(files[0]!.file)
    throw new UsageError(`cannot write ${relative(cwd, path)}: ${reasonOf(error)}`)
  }
}

/** Reports programs whose file names differ only in ways that some file systems ignore, such as upper and lower case. */
function similarNames(files: readonly TextFile[]): readonly Diagnostic[] {
  const first = new Map<string, string>()
  return files.flatMap(({ file }) => {
    const before = first.get(comparable(file))
    if (before === undefined) first.set(comparable(file), file)
    if (before === undefined || before === file) return []
    return [{ ...diagnose('VMC4062', similarFiles(basename(before), basename(file))), file }]
  })
}

function refuseConflicts(files: readonly TextFile[], force: boolean, cwd: string): void {
  const names = files.map(({ file }) => file)
  const first = new Map(names.map((name, index) => [name, index] as const).reverse())
  for (const name of names) {
    const kind = specialKind(name)
    if (kind !== undefined)
      throw new UsageError(
        `${relative(cwd, name)} is ${kind}, not a file`,
        'name a file, or leave out --into and --out to print the program',
      )
  }
  const twice = names.find((file, index) => first.get(file) !== index)
  if (twice !== undefined)
    throw new UsageError(
      `two documents would become ${relative(cwd, twice)}`,
      'import them into one program with --into',
    )
  const existing = names.find(file => existsSync(file))
  if (existing !== undefined && !force)
    throw new UsageError(`${relative(cwd, existing)} already exists`, '--force overwrites it')
}
