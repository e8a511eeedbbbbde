import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { ImportedProgram } from '../../compiler/documents/import-files.ts'
import type { TextFile } from '../../compiler/output/write-files.ts'
import { type Diagnostic, fails } from '../../diagnostics/diagnostic.ts'
import { isMachine } from '../../diagnostics/render/formats.ts'
import { STDIN } from '../argv.ts'
import { last, reportOptions } from '../options.ts'
import { plural, report } from '../report.ts'
import { print, readStdin, widthOf } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const options = {
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Write one program for each document into this folder',
  },
  into: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Write one program for all documents into this file',
  },
  force: { type: 'boolean', default: false, describe: 'Overwrite programs that are there' },
  clean: {
    type: 'boolean',
    default: false,
    describe: 'Leave out what libvirt sets by itself: addresses, aliases, controllers, ids',
  },
  'no-fold': {
    type: 'boolean',
    default: false,
    describe: 'Keep domains apart that differ in few places, instead of one loop for them',
  },
  ...reportOptions,
} as const

type Args = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { path: string[] }>

export const command = 'import <path..>'
export const describe = 'Turn domain XML into programs'

export const builder = (yargs: Argv) =>
  yargs
    .positional('path', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'XML files, folders of them, globs, or - for stdin',
    })
    .options(options)
    .conflicts('out', 'into')
    .example('virsh dumpxml --inactive fv0 | $0 import - > fv0.ts', 'imports a domain of a host')
    .example('$0 import /etc/libvirt/qemu --clean --into infra.ts', 'one program for all')
    .example('$0 import /etc/libvirt/qemu -o domains', 'writes one program for each')
    .epilogue('Exit codes: 0 imported, 1 usage, files or import fail, 2 invalid.')

export async function handler(args: Args): Promise<void> {
  const { format, quiet, out, into, clean } = args
  const { importFiles } = await import('../../compiler/documents/import-files.ts')
  const texts = new Map<string, string>()
  const { programs, diagnostics } = await importFiles(
    args.path.filter(path => path !== STDIN),
    {
      clean,
      fold: !args.noFold,
      ...(args.path.includes(STDIN) && { given: await given(texts) }),
      ...(out !== undefined && { out }),
    },
  )
  const isProduct = out === undefined && into === undefined
  // A person is told in one line what is left out.
  const left = isMachine(format) ? [] : diagnostics.filter(({ code }) => code === LEFT_OUT)
  const shown = diagnostics.filter(one => !left.includes(one))
  process.exitCode = await report(shown, { ...args, texts, productOnStdout: isProduct })
  if (fails(diagnostics)) return
  if (programs.length === 0) throw new UsageError('there is no domain to import')
  if (isProduct) for (const { typescript } of programs) await print(process.stdout, typescript)
  else await write(programs, args)
  if (quiet) return
  await print(process.stderr, leftOut(left))
  if (!isProduct) await print(process.stderr, `${written(programs, args)}\n`)
}

async function given(texts: Map<string, string>) {
  const { LARGEST } = await import('../../xml/decode.ts')
  const bytes = await readStdin(LARGEST)
  texts.set(STDIN, bytes.toString())
  return { name: STDIN, bytes }
}

const LEFT_OUT = 'VMC1015'

/** `left out: 3 addresses, 1 id`. */
function leftOut(left: readonly Diagnostic[]): string {
  const kinds = new Map<string, number>()
  for (const { path, times = 1 } of left) {
    const kind = path.slice(path.lastIndexOf('/') + 1).replace(/^@|\[\d+\]$|\(\)$/g, '')
    kinds.set(kind, (kinds.get(kind) ?? 0) + times)
  }
  const told = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, n]) => plural(n, kind))
  return told.length > 0
    ? `${wrapped(`left out, for libvirt sets it by itself: ${told.join(', ')}`)}\n`
    : ''
}

// No line longer than the terminal is wide.
const wrapped = (text: string, width = widthOf(process.stderr)): string =>
  text.replace(new RegExp(`(.{1,${width - 2}})(?: |$)`, 'g'), '$1\n  ').trimEnd()

const written = (programs: readonly ImportedProgram[], { into }: Args): string =>
  programs.length === 1
    ? `${relative('.', programs[0]!.file ?? resolve(into!))} written`
    : `${plural(programs.length, 'program')} written`

async function write(programs: readonly ImportedProgram[], { into, force }: Args): Promise<void> {
  const files = programs.map(({ file = resolve(into!), typescript: text }) => ({ file, text }))
  refuse(files, force)
  const { writeFiles } = await import('../../compiler/output/write-files.ts')
  const { reasonOf } = await import('../../compiler/output/standing.ts')
  try {
    writeFiles(files)
  } catch (error) {
    const where = files.length === 1 ? files[0]!.file : dirname(files[0]!.file)
    throw new UsageError(`cannot write ${relative('.', where)}: ${reasonOf(error)}`)
  }
}

function refuse(files: readonly TextFile[], force: boolean): void {
  const names = files.map(({ file }) => file)
  const twice = names.find((file, nth) => names.indexOf(file) !== nth)
  if (twice !== undefined)
    throw new UsageError(
      `two documents would become ${relative('.', twice)}`,
      'import them into one program with --into',
    )
  const there = names.find(file => existsSync(file))
  if (there !== undefined && !force)
    throw new UsageError(`${relative('.', there)} is there already`, '--force overwrites it')
}
