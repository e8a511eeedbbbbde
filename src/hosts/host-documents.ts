import type { ImportDocument } from '../build/documents/import-xml.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import type { HostDomain, Inventory } from './inventory.ts'
import { withoutMarker } from './marker.ts'

/** The XML definition of a domain on a host, in the form in which the importer expects it. */
export interface HostDocument extends ImportDocument {
  readonly file: string
  /**
   * The name of the file for this definition, without extension: the name of the domain, or its UUID if the name contains
   * special characters.
   */
  readonly baseName: string
}

/** Finds domains of a host by name or UUID. Without names, all domains are returned. A diagnostic reports each unknown name. */
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
 * Returns the definitions of domains, in the form in which the importer expects them. vmc's own element in the metadata is left
 * out. `host` is the name of the host in the configuration. If it is not set, the generated program does not call `.host()`.
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
