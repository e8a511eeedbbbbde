import { readFileSync } from 'node:fs'
import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isMachine } from '../../diagnostics/render/render.ts'
import { reportOptions } from '../options.ts'
import { plural, report } from '../report.ts'
import { STDIN } from '../stdin.ts'
import { print, quietly } from '../terminal.ts'

export const options = {
  strict: { type: 'boolean', default: false, describe: 'Let warnings fail too' },
  typecheck: { type: 'boolean', default: true, describe: 'Check the types of programs' },
  ...reportOptions,
} as const

type Args = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { path: string[] }>

export const command = 'validate <path..>'
export const describe = 'Check domain XML, or programs, and write nothing'

export const builder = (yargs: Argv) =>
  yargs
    .positional('path', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'XML files, folders of them, globs, programs (.ts), or - for stdin',
    })
    .options(options)
    .example('$0 validate /etc/libvirt/qemu/*.xml', 'checks the definitions of a host')
    .example('virsh dumpxml fv0 | $0 validate -', 'checks one that is defined')
    .epilogue('Exit codes: 0 valid, 1 usage, program or files fail, 2 invalid.')

export async function handler(args: Args): Promise<void> {
  const programs = args.path.filter(path => /\.[cm]?tsx?$/.test(path))
  const texts = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  let documents = 0
  const documentPaths = args.path.filter(path => path !== STDIN && !programs.includes(path))
  if (args.path.includes(STDIN)) {
    documents++
    diagnostics.push(...(await validateStdin(texts)))
  }
  if (documentPaths.length > 0) {
    const { validateFiles } = await import('../../compiler/validate-files.ts')
    const validated = await validateFiles(documentPaths)
    documents += validated.documents
    diagnostics.push(...validated.diagnostics)
  }
  if (programs.length > 0) {
    const { build } = await import('../../compiler/build.ts')
    const { strict, typecheck } = args
    const built = await quietly(() => build(programs, { strict, typecheck }))
    documents += built.domains.length
    diagnostics.push(...built.diagnostics)
  }
  const { format, color, quiet, strict } = args
  process.exitCode = await report(diagnostics, { format, color, quiet, strict, texts })
  if (process.exitCode === 0 && !quiet && !isMachine(format)) {
    await print(process.stderr, `${plural(documents, 'domain')} valid\n`)
  }
}

async function validateStdin(texts: Map<string, string>): Promise<readonly Diagnostic[]> {
  const { decode } = await import('../../xml/decode.ts')
  const { validateXml } = await import('../../compiler/validate-xml.ts')
  const decoded = decode(readFileSync(0), STDIN)
  if ('diagnostic' in decoded) return [decoded.diagnostic]
  texts.set(STDIN, decoded.text)
  return validateXml(decoded.text, { file: STDIN })
}
