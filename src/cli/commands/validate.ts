import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { ValidateOptions } from '../../compiler/documents/validate-xml.ts'
import type { PolicyOptions } from '../../compiler/policy.ts'
import { type Diagnostic, fails, type Waived } from '../../diagnostics/diagnostic.ts'
import { isMachine } from '../../diagnostics/render/formats.ts'
import { STDIN } from '../argv.ts'
import { checkOptions, reportOptions, settings } from '../options.ts'
import { plural, report } from '../report.ts'
import { print, quietly, readStdin } from '../terminal.ts'

export const options = {
  'no-typecheck': {
    type: 'boolean',
    default: false,
    describe: 'Leave the types of programs unchecked',
  },
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
    .epilogue(
      'Exits with 0 when all is valid, 1 when a program, its usage or a file fails, 2 when a domain is invalid.',
    )

export async function handler({ path: paths, ...args }: Args): Promise<void> {
  const failure = args.fix ? await (await import('../fix.ts')).mendAll(paths, args) : 0
  if (failure !== 0) {
    process.exitCode = failure
    return
  }
  const { format, color, quiet } = args
  const { diagnostics: misconfigured, out: _, ...set } = await settings(args)
  const against = await yardsticks(set)
  const diagnostics = [...misconfigured, ...against.diagnostics]
  const texts = new Map<string, string>()
  const waived: Waived[] = []
  let documents = 0
  if (!fails(diagnostics)) {
    const programs = paths.filter(path => /\.[cm]?[jt]sx?$/.test(path))
    const documentPaths = paths.filter(path => path !== STDIN && !programs.includes(path))
    if (paths.includes(STDIN)) {
      documents++
      diagnostics.push(...(await validateStdin(texts, against)))
    }
    if (documentPaths.length > 0) {
      const { validateFiles } = await import('../../compiler/documents/validate-files.ts')
      const validated = await validateFiles(documentPaths, against)
      documents += validated.documents
      for (const one of validated.diagnostics) diagnostics.push(one)
    }
    if (programs.length > 0) {
      const { build } = await import('../../compiler/build.ts')
      const built = await quietly(() => build(programs, { ...set, typecheck: !args.noTypecheck }))
      documents += built.domains.length
      for (const one of built.diagnostics) diagnostics.push(one)
      waived.push(...built.waived)
    }
  }
  const { strict, use } = set
  process.exitCode = await report(diagnostics, { format, color, quiet, strict, texts, use, waived })
  if (process.exitCode === 0 && !quiet && !isMachine(format)) {
    await print(process.stderr, `${plural(documents, 'domain')} valid\n`)
  }
}

// What the call asks to hold documents against; schemas that are not to be had are told.
async function yardsticks({
  rng,
  ...policy
}: PolicyOptions & { readonly rng?: string | true }): Promise<
  ValidateOptions & { readonly diagnostics: readonly Diagnostic[] }
> {
  if (rng === undefined) return { ...policy, diagnostics: [] }
  const { ask } = await import('../../compiler/documents/rng.ts')
  const opinion = await ask(rng)
  return 'code' in opinion
    ? { ...policy, diagnostics: [opinion] }
    : { ...policy, opinion, diagnostics: [] }
}

async function validateStdin(
  texts: Map<string, string>,
  against: ValidateOptions,
): Promise<readonly Diagnostic[]> {
  const { decode, LARGEST } = await import('../../xml/decode.ts')
  const { validateXml } = await import('../../compiler/documents/validate-xml.ts')
  const decoded = decode(await readStdin(LARGEST), STDIN)
  if ('diagnostic' in decoded) return [decoded.diagnostic]
  texts.set(STDIN, decoded.text)
  return validateXml(decoded.text, { ...against, file: STDIN })
}
