import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { readRegularFile, refuseSpecialFile } from '../../diagnostics/regular-file.ts'

/** The folders in which Linux distributions install libvirt's schemas. */
const SCHEMA_FOLDERS = ['/usr/share/libvirt/schemas', '/usr/local/share/libvirt/schemas']

/** An error that libvirt's schema reports for a document. */
export interface RngError {
  readonly message: string
  /** The line number that libxml2 reports. This line is often only near the error. */
  readonly line?: number
}

/** A validator that uses libxml2 to check documents against libvirt's own RELAX NG schema. */
export interface RngValidator {
  /** The folder that contains the schema. */
  readonly folder: string
  check(xml: string): readonly RngError[]
}

/**
 * Loads libvirt's schema from a folder. The path is relative to `cwd`. Default: the folder of the installed libvirt.
 *
 * @throws {NoSchemaError} If the schema does not exist or cannot be read.
 */
export async function loadRng(folder?: string, cwd = '.'): Promise<RngValidator> {
  const found = [folder ?? SCHEMA_FOLDERS]
    .flat()
    .find(one => existsSync(resolve(cwd, one, 'domain.rng')))
  if (found === undefined)
    throw new NoSchemaError(
      folder === undefined
        ? `libvirt's schemas are not installed: domain.rng is missing in ${SCHEMA_FOLDERS.join(' or ')}`
        : `domain.rng is missing in ${folder}`,
    )
  const { RelaxNGValidator, XmlDocument, xmlRegisterFsInputProviders } = await libxml2()
  xmlRegisterFsInputProviders()
  const grammar = resolve(cwd, found, 'domain.rng')
  const validator = readSchema(join(found, 'domain.rng'), () => {
    // libxml2 itself reads the schema files that domain.rng includes. Reading a special file such as a pipe could block
    // forever, so such files are rejected first.
    for (const name of readdirSync(resolve(cwd, found)))
      if (name.endsWith('.rng')) refuseSpecialFile(resolve(cwd, found, name))
    const schema = XmlDocument.fromBuffer(readRegularFile(grammar), { url: grammar })
    try {
      return RelaxNGValidator.fromDoc(schema)
    } finally {
      schema.dispose()
    }
  })
  return {
    folder: found,
    check(xml) {
      try {
        const document = XmlDocument.fromString(withoutEncoding(xml))
        try {
          validator.validate(document)
        } finally {
          document.dispose()
        }
        return []
      } catch (error) {
        return rngErrorsOf(error)
      }
    },
  }
}

function readSchema<T>(grammar: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)]
    throw new NoSchemaError(`${grammar} cannot be read: ${reason}`)
  }
}

// Removes the encoding from the XML declaration. The text is already decoded, and libxml2 would decode it again.
const withoutEncoding = (xml: string): string =>
  xml.replace(/^(<\?xml[^>]*?)\sencoding\s*=\s*(?:"[^"]*"|'[^']*')/, '$1')

async function libxml2() {
  const [core, node] = await Promise.all([
    import('libxml2-wasm'),
    import('libxml2-wasm/lib/nodejs.mjs'),
  ])
  return { ...core, ...node }
}

function rngErrorsOf(error: unknown): readonly RngError[] {
  const { details } = error as { details?: readonly { message: string; line?: number }[] }
  if (!details) throw error
  return details.map(({ message, line }) => ({
    message: message.trim(),
    ...(line !== undefined && line > 0 && { line }),
  }))
}

/**
 * Loads libvirt's schema from a folder. The path is relative to `cwd`, and `true` means the schema of the installed libvirt.
 * Returns a diagnostic if the schema cannot be loaded.
 */
export async function tryLoadRng(
  rng: string | true,
  cwd: string,
): Promise<RngValidator | Diagnostic> {
  try {
    return await loadRng(rng === true ? undefined : rng, cwd)
  } catch (error) {
    if (!(error instanceof NoSchemaError)) throw error
    const help = 'install libvirt, or name a folder of its schemas: --rng=DIR'
    return diagnose('VMC4007', { message: error.message, help })
  }
}

/** The message and help of the single diagnostic that summarizes all schema errors of a document. */
export function describeRngErrors(errors: readonly RngError[]): { message: string; help: string } {
  return {
    message: "libvirt's own schema refuses this domain",
    help: [...new Set(errors.map(one => one.message))].join('; '),
  }
}

/** An error thrown when libvirt's schema is not found or cannot be read. */
class NoSchemaError extends Error {
  override readonly name = 'NoSchemaError'
}
