import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { Document } from '../../compiler/import-xml.ts'
import { type Diagnostic, fails } from '../../diagnostics/diagnostic.ts'
import { last, reportOptions } from '../options.ts'
import { plural, report } from '../report.ts'
import { print, readStdin } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { STDIN } from '../words.ts'

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
    .example('$0 import /etc/libvirt/qemu -o domains', 'writes one program for each')
    .epilogue('Exit codes: 0 imported, 1 usage, files or import fail, 2 invalid.')

export async function handler(args: Args): Promise<void> {
  const { format, color, quiet, out, into, force } = args
  const texts = new Map<string, string>()
  const { documents, diagnostics: unread } = await documentsAt(args.path, texts)
  const { importDocuments } = await import('../../compiler/import-xml.ts')
  const diagnostics = [...unread]
  const take = (some: readonly Document[]): string => {
    const { typescript, diagnostics: found } = importDocuments(some)
    for (const one of found) diagnostics.push(one)
    return typescript
  }
  const programs =
    out === undefined
      ? [{ file: into, text: documents.length > 0 ? take(documents) : '' }]
      : documents.map(one => ({ file: programOf(one, out), text: take([one]) }))
  const productOnStdout = out === undefined && into === undefined
  process.exitCode = await report(diagnostics, { format, color, quiet, texts, productOnStdout })
  if (fails(diagnostics)) return
  if (productOnStdout) return print(process.stdout, programs[0]!.text)
  await write(programs as readonly ProgramFile[], force)
  if (!quiet) await print(process.stderr, `${told(programs as readonly ProgramFile[])}\n`)
}

interface ProgramFile {
  readonly file: string
  readonly text: string
}

const programOf = ({ file = STDIN }: Document, out: string): string =>
  join(out, `${file === STDIN ? 'domain' : basename(file).replace(/\.xml$/i, '')}.ts`)

const told = (programs: readonly ProgramFile[]): string =>
  programs.length === 1
    ? `${relative('.', programs[0]!.file)} written`
    : `${plural(programs.length, 'program')} written`

async function write(programs: readonly ProgramFile[], force: boolean): Promise<void> {
  const files = programs.map(({ file }) => resolve(file))
  const twice = files.find((file, nth) => files.indexOf(file) !== nth)
  if (twice !== undefined)
    throw new UsageError(
      `two documents would become ${relative('.', twice)}`,
      'import them into one program with --into',
    )
  const there = force ? undefined : files.find(file => existsSync(file))
  if (there !== undefined)
    throw new UsageError(`${relative('.', there)} is there already`, '--force overwrites it')
  const { makeFolder } = await import('../../compiler/folder.ts')
  const { reasonOf } = await import('../../compiler/standing.ts')
  for (const [nth, file] of files.entries()) {
    try {
      makeFolder(dirname(file))
      writeFileSync(file, programs[nth]!.text)
    } catch (error) {
      throw new UsageError(`cannot write ${relative('.', file)}: ${reasonOf(error)}`)
    }
  }
}

// The documents that paths lead to. Folders and globs may hold other things than domains, which are passed over.
async function documentsAt(
  paths: readonly string[],
  texts: Map<string, string>,
): Promise<{
  readonly documents: readonly Document[]
  readonly diagnostics: readonly Diagnostic[]
}> {
  const { expand, nothing } = await import('../../compiler/validate-files.ts')
  const { decode, LARGEST } = await import('../../xml/decode.ts')
  const documents = new Map<string, Document>()
  const diagnostics: Diagnostic[] = []
  const add = (file: string, bytes: Uint8Array, named: boolean): void => {
    const decoded = decode(bytes, file)
    if ('diagnostic' in decoded) diagnostics.push(decoded.diagnostic)
    else if (named || /<domain[\s>]/.test(decoded.text))
      documents.set(file, { xml: decoded.text, file })
  }
  for (const path of paths) {
    if (path === STDIN) {
      add(STDIN, await readStdin(LARGEST), true)
      texts.set(STDIN, documents.get(STDIN)?.xml ?? '')
      continue
    }
    const found = await expand(path, process.cwd())
    if (found.length === 0) diagnostics.push(await nothing(path, process.cwd()))
    for (const { file, named } of found) {
      try {
        add(file, readFileSync(file), named)
      } catch (error) {
        const { reasonOf } = await import('../../compiler/standing.ts')
        throw new UsageError(`cannot read ${relative('.', file)}: ${reasonOf(error)}`)
      }
    }
  }
  return { documents: [...documents.values()], diagnostics }
}
