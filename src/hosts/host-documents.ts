import type { ImportDocument } from '../build/documents/import-xml.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import type { HostDomain, Inventory } from './inventory.ts'
import { withoutMarker } from './marker.ts'

/** The definition of a domain on a host, as a document to import. */
export interface HostDocument extends ImportDocument {
  readonly file: string
  /** A name for the file of the document. It is the name of the domain, or the UUID if the name contains special characters. */
  readonly baseName: string
}

/**
 * Finds domains of a host by name or UUID. Without names, all domains are returned. For each unknown name, there is a
 * diagnostic.
 */
export function domainsNamed(
  { domains }: Inventory,
  names: readonly string[],
  host: string,
): { readonly domains: readonly HostDomain[]; readonly diagnostics: readonly Diagnostic[] } {
  if (names.length === 0) return { domains, diagnostics: [] }
  const isNamed = (name: string) => (one: HostDomain) => one.name === name || one.uuid === name
  const known = domains.map(({ name }) => name)
  return {
    domains: domains.filter(one => names.some(name => isNamed(name)(one))),
    diagnostics: names
      .filter(name => !domains.some(isNamed(name)))
      .map(name => {
        const near = nearest(name, known)
        return diagnose('VMC7006', {
          message: `no domain on ${host} is named "${printableHostText(name)}"`,
          help:
            near === undefined
              ? 'vmc list shows the domains'
              : `did you mean "${printableHostText(near)}"?`,
        })
      }),
  }
}

/**
 * The definitions of domains, as documents to import. They do not contain vmc's own element in the metadata. `host` is the name
 * of the host in the configuration. If it is not set, the generated program does not call `.host()`.
 */
export const hostDocuments = (
  domains: readonly HostDomain[],
  label: string,
  host: string | undefined,
): readonly HostDocument[] =>
  domains.map(({ name, uuid, xml }) => ({
    xml,
    file: `<${label}: ${printableHostText(name)}>`,
    baseName: /^\w[\w.-]{0,100}$/.test(name) ? name : uuid,
    host,
    prepare: withoutMarker,
  }))
