import type { ValidateOptions } from '../build/documents/validate-xml.ts'
import { type Diagnostic, fails, type Waived } from '../diagnostics/diagnostic.ts'
import { type Format, isMachine } from '../diagnostics/render/formats.ts'
import type { PolicyOptions } from '../program/policy-options.ts'
import { isProgram, STDIN } from './argv.ts'
import type { Context } from './context.ts'
import { settings } from './options.ts'
import { redirectPrograms } from './program-output.ts'
import { plural, report } from './report.ts'
import { prepareForShortWork } from './short-work.ts'
import { print, readStdin } from './terminal.ts'
import type { ValidateArgs } from './validate-args.ts'

type Settings = Omit<Awaited<ReturnType<typeof settings>>, 'diagnostics' | 'out'>

interface LibvirtOption {
  /** Whether the libvirt that is installed on this machine also checks the domains. */
  readonly libvirt?: boolean
}

/** The number of domains that were validated, and the diagnostics. */
interface Validated {
  readonly domains: number
  readonly diagnostics: readonly Diagnostic[]
  readonly waived?: readonly Waived[]
}

/** Validates XML documents and programs, reports the problems, and returns the exit code. */
export async function validate(
  { path: paths, noTypecheck, ...args }: ValidateArgs,
  context: Context,
): Promise<number> {
  const { format, color, quiet } = args
  const {
    diagnostics: misconfigured,
    out: _,
    ...set
  } = await settings(args, paths.filter(isProgram), context)
  const { diagnostics: noSchemas, ...options } = await validateOptions(set, context)
  const texts = new Map<string, string>()
  const failures = [...misconfigured, ...noSchemas]
  const results = fails(failures)
    ? []
    : [
        await validateStdin(paths.includes(STDIN), texts, options, context),
        await validateDocuments(paths.filter(isDocument), options, context),
        await validatePrograms(paths.filter(isProgram), !noTypecheck, format, set, context),
      ]
  const diagnostics = [...failures, ...results.flatMap(one => one.diagnostics)].filter(isFirst)
  const waived = results.flatMap(one => one.waived ?? [])
  const { strict, use } = set
  const reporting = { format, color, quiet, strict, texts, use, waived }
  const code = await report(diagnostics, reporting, context)
  if (code === 0 && !quiet && !isMachine(format)) {
    const domains = results.reduce((sum, one) => sum + one.domains, 0)
    await print(context.stderr, `${plural(domains, 'domain')} valid\n`)
  }
  return code
}

// Stdin, documents and programs are checked in separate calls. If libvirt is not available, each call returns the same
// diagnostic, so only the first one is kept.
const isFirst = (one: Diagnostic, index: number, all: readonly Diagnostic[]): boolean =>
  one.code !== 'VMC4022' || all.findIndex(({ code }) => code === 'VMC4022') === index

const isDocument = (path: string): boolean => path !== STDIN && !isProgram(path)

/** Returns the options for validating domains. With `--rng`, they include the RNG schemas of libvirt. */
async function validateOptions(
  { rng, ...policy }: PolicyOptions & LibvirtOption & { readonly rng?: string | true },
  { cwd }: Context,
): Promise<ValidateOptions & LibvirtOption & { readonly diagnostics: readonly Diagnostic[] }> {
  if (rng === undefined) return { ...policy, diagnostics: [] }
  const { tryLoadRng } = await import('../build/documents/rng.ts')
  const opinion = await tryLoadRng(rng, cwd)
  return 'code' in opinion
    ? { ...policy, diagnostics: [opinion] }
    : { ...policy, opinion, diagnostics: [] }
}

const NOTHING: Validated = { domains: 0, diagnostics: [] }

async function validateStdin(
  isGiven: boolean,
  texts: Map<string, string>,
  options: ValidateOptions & LibvirtOption,
  context: Context,
): Promise<Validated> {
  if (!isGiven) return NOTHING
  const { decode, MAX_DOCUMENT_BYTES } = await import('../xml/decode.ts')
  const { askAboutDocuments, validateDocument } = await import('../build/documents/validate-xml.ts')
  const decoded = decode(await readStdin(context, MAX_DOCUMENT_BYTES), STDIN)
  if ('diagnostic' in decoded) return { domains: 1, diagnostics: [decoded.diagnostic] }
  texts.set(STDIN, decoded.text)
  const reading = validateDocument(decoded.text, { ...options, file: STDIN })
  const answers = options.libvirt ? await askAboutDocuments([reading]) : []
  return { domains: 1, diagnostics: [...reading.diagnostics, ...answers] }
}

async function validateDocuments(
  paths: readonly string[],
  options: ValidateOptions & LibvirtOption,
  { cwd }: Context,
): Promise<Validated> {
  if (paths.length === 0) return NOTHING
  prepareForShortWork()
  const { validateFiles } = await import('../build/documents/validate-files.ts')
  const { documents, diagnostics } = await validateFiles(paths, { ...options, cwd })
  return { domains: documents, diagnostics }
}

async function validatePrograms(
  paths: readonly string[],
  typecheck: boolean,
  format: Format,
  set: Settings,
  context: Context,
): Promise<Validated> {
  if (paths.length === 0) return NOTHING
  const { build } = await import('../build/build.ts')
  const { withWatchdog } = await import('./watchdog.ts')
  const watched = { entries: paths, timeout: set.timeout, format }
  const { domains, diagnostics, waived } = await withWatchdog(watched, context, beat =>
    redirectPrograms(context, () =>
      build(paths, { ...set, typecheck, cwd: context.cwd, onProgress: beat }),
    ),
  )
  return { domains: domains.length, diagnostics, waived }
}
