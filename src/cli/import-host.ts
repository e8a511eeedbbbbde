import { resolve } from 'node:path'
import type { ImportedProgram } from '../build/documents/import-files.ts'
import { importDocuments } from '../build/documents/import-xml.ts'
import { arrange, type Diagnostic, fails } from '../diagnostics/diagnostic.ts'
import { domainsNamed, hostDocuments } from '../hosts/host-documents.ts'
import { readHosts } from '../hosts/read-hosts.ts'
import type { Config } from '../program/config.ts'
import type { Context } from './context.ts'
import { hostsFor, readOptions, unreached } from './host-session.ts'
import type { ImportArgs } from './import-args.ts'

/** The programs that an import of domains from a host generates, and the diagnostics of the import. */
export interface HostPrograms {
  readonly programs: readonly ImportedProgram[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Generates programs for domains on the host that `--from` names: for the domains that the user names, or for all domains.
 * Values that libvirt sets by itself are left out, as with `--clean`. The XML of each domain is added to `texts`, so that
 * diagnostics can show its lines.
 */
export async function importHost(
  args: ImportArgs & { readonly from: string },
  { hosts, project }: Pick<Config, 'hosts' | 'project'>,
  texts: Map<string, string>,
  context: Context,
  signal?: AbortSignal,
): Promise<HostPrograms> {
  const { from, path: names, noFold, out, timeout } = args
  const isUri = from.includes('://')
  const session = { timeout, parallel: 1, ...(isUri ? { uri: from } : { host: [from] }) }
  const chosen = hostsFor(session, { hosts }, context)
  const [address] = chosen.hosts
  if (!address || fails(chosen.diagnostics))
    return { programs: [], diagnostics: chosen.diagnostics }
  const [read] = await readHosts([address], readOptions(session, context, signal))
  if (!read?.inventory)
    return { programs: [], diagnostics: read?.error ? [unreached(read, read.error)] : [] }
  const named = domainsNamed(read.inventory, names, address.name)
  const documents = hostDocuments(named.domains, address.name, isUri ? undefined : address.name)
  for (const { file, xml } of documents) texts.set(file, xml)
  const options = { clean: true, fold: !noFold, ...(project !== undefined && { project }) }
  const groups =
    out === undefined
      ? [{ documents, file: undefined }]
      : documents.map(one => ({
          documents: [one],
          file: resolve(context.cwd, out, `${one.baseName}.ts`),
        }))
  const imported = groups.map(one => ({
    file: one.file,
    ...importDocuments(one.documents, options),
  }))
  return {
    programs: imported
      .filter(({ typescript }) => typescript !== '')
      .map(({ typescript, file }) => ({ typescript, ...(file !== undefined && { file }) })),
    diagnostics: arrange([...named.diagnostics, ...imported.flatMap(one => one.diagnostics)]),
  }
}
