import { readFileSync } from 'node:fs'
import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { SecondOpinion } from '../../compiler/rng.ts'
import type { ValidateOptions } from '../../compiler/validate-xml.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isMachine } from '../../diagnostics/render/render.ts'
import type { Target } from '../../validate/target.ts'
import { checkOptions, reportOptions, settings } from '../options.ts'
import { plural, report } from '../report.ts'
import { print, quietly } from '../terminal.ts'
import { STDIN } from '../words.ts'

export const options = {
  'no-typecheck': { type: 'boolean', default: false, describe: 'Leave types unchecked' },
  ...checkOptions,
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
  const { diagnostics: misconfigured, out: _, ...set } = await settings(args)
  const diagnostics: Diagnostic[] = [...misconfigured]
  let documents = 0
  const documentPaths = args.path.filter(path => path !== STDIN && !programs.includes(path))
  if (args.path.includes(STDIN) || documentPaths.length > 0) {
    const { validateFiles } = await import('../../compiler/validate-files.ts')
    const against = await yardsticks(set, diagnostics)
    if (args.path.includes(STDIN)) {
      documents++
      diagnostics.push(...(await validateStdin(texts, against)))
    }
    const validated = await validateFiles(documentPaths, against)
    documents += validated.documents
    diagnostics.push(...validated.diagnostics)
  }
  if (programs.length > 0) {
    const { build } = await import('../../compiler/build.ts')
    const built = await quietly(() => build(programs, { ...set, typecheck: !args.noTypecheck }))
    documents += built.domains.length
    diagnostics.push(...built.diagnostics)
  }
  const { format, color, quiet } = args
  const { strict } = set
  process.exitCode = await report(diagnostics, { format, color, quiet, strict, texts })
  if (process.exitCode === 0 && !quiet && !isMachine(format)) {
    await print(process.stderr, `${plural(documents, 'domain')} valid\n`)
  }
}

// What the call asks to hold documents against; what is not to be had is told.
async function yardsticks(
  { target, rng }: { readonly target?: string; readonly rng?: string | true },
  diagnostics: Diagnostic[],
): Promise<ValidateOptions> {
  const { targetOf } = await import('../../compiler/config.ts')
  const { ask } = await import('../../compiler/rng.ts')
  const wanted = [
    target === undefined ? undefined : targetOf(target),
    rng === undefined ? undefined : await ask(rng),
  ]
  const [known, opinion] = wanted.map(one => {
    if (one === undefined || !('code' in one)) return one
    diagnostics.push(one)
    return undefined
  })
  return { target: known as Target | undefined, opinion: opinion as SecondOpinion | undefined }
}

async function validateStdin(
  texts: Map<string, string>,
  against: ValidateOptions,
): Promise<readonly Diagnostic[]> {
  const { decode } = await import('../../xml/decode.ts')
  const { validateXml } = await import('../../compiler/validate-xml.ts')
  const decoded = decode(readFileSync(0), STDIN)
  if ('diagnostic' in decoded) return [decoded.diagnostic]
  texts.set(STDIN, decoded.text)
  return validateXml(decoded.text, { ...against, file: STDIN })
}
