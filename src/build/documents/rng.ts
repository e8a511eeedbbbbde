import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { readRegularFile, refuseSpecialFile } from '../../diagnostics/regular-file.ts'

/** Where Linux distributions put the schemas of the libvirt they install. */
const HOMES = ['/usr/share/libvirt/schemas', '/usr/local/share/libvirt/schemas']

/** What libvirt's schema has against a document. Its line is libxml2's, and often only the neighbourhood. */
export interface Objection {
  readonly message: string
  readonly line?: number
}

/** A second opinion on documents: libvirt's own RELAX NG, by libxml2. */
export interface SecondOpinion {
  readonly folder: string
  check(xml: string): readonly Objection[]
}

/**
 * Loads libvirt's own schemas from a folder, relative to `cwd`, or from where the system's libvirt keeps them.
 *
 * @throws {NoSchemas} if there are none, or none that can be read.
 */
export async function secondOpinion(folder?: string, cwd = '.'): Promise<SecondOpinion> {
  const home = [folder ?? HOMES].flat().find(one => existsSync(resolve(cwd, one, 'domain.rng')))
  if (home === undefined)
    throw new NoSchemas(
      folder === undefined
        ? `libvirt's schemas are not installed: there is no domain.rng in ${HOMES.join(' or ')}`
        : `there is no domain.rng in ${folder}`,
    )
  const { RelaxNGValidator, XmlDocument, xmlRegisterFsInputProviders } = await libxml2()
  xmlRegisterFsInputProviders()
  const grammar = resolve(cwd, home, 'domain.rng')
  const validator = loaded(join(home, 'domain.rng'), () => {
    // libxml2 looks for included files beside the grammar.
    for (const name of readdirSync(resolve(cwd, home)))
      if (name.endsWith('.rng')) refuseSpecialFile(resolve(cwd, home, name))
    const schema = XmlDocument.fromBuffer(readRegularFile(grammar), { url: grammar })
    try {
      return RelaxNGValidator.fromDoc(schema)
    } finally {
      schema.dispose()
    }
  })
  return {
    folder: home,
    check(xml) {
      try {
        const document = XmlDocument.fromString(unlabelled(xml))
        try {
          validator.validate(document)
        } finally {
          document.dispose()
        }
        return []
      } catch (error) {
        return objectionsOf(error)
      }
    },
  }
}

function loaded<T>(grammar: string, load: () => T): T {
  try {
    return load()
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)]
    throw new NoSchemas(`${grammar} cannot be read: ${reason}`)
  }
}

// A text is of no encoding, whatever the bytes were that it came from.
const unlabelled = (xml: string): string =>
  xml.replace(/^(<\?xml[^>]*?)\sencoding\s*=\s*(?:"[^"]*"|'[^']*')/, '$1')

async function libxml2() {
  const [core, node] = await Promise.all([
    import('libxml2-wasm'),
    import('libxml2-wasm/lib/nodejs.mjs'),
  ])
  return { ...core, ...node }
}

function objectionsOf(error: unknown): readonly Objection[] {
  const { details } = error as { details?: readonly { message: string; line?: number }[] }
  if (!details) throw error
  return details.map(({ message, line }) => ({
    message: message.trim(),
    ...(line !== undefined && line > 0 && { line }),
  }))
}

/** The schemas in a folder, relative to `cwd`, or with `true` the installed ones; a diagnostic if there are none. */
export async function ask(rng: string | true, cwd: string): Promise<SecondOpinion | Diagnostic> {
  try {
    return await secondOpinion(rng === true ? undefined : rng, cwd)
  } catch (error) {
    if (!(error instanceof NoSchemas)) throw error
    const help = 'install libvirt, or name a folder of its schemas: --rng=DIR'
    return diagnose('VMC4007', { message: error.message, help })
  }
}

/** What to say of the objections to one document. */
export function objection(all: readonly Objection[]): { message: string; help: string } {
  return {
    message: "libvirt's own schema refuses this domain",
    help: [...new Set(all.map(one => one.message))].join('; '),
  }
}

/** There are no schemas of libvirt where they were looked for. */
class NoSchemas extends Error {
  override readonly name = 'NoSchemas'
}
