import type { DomainCursor } from '../cursor.ts'
import type { Fix } from '../rule-finding.ts'

/** The fix that adds ACPI, or `undefined` if the domain turns ACPI off explicitly. */
export const acpiFix = (domain: DomainCursor): Fix | undefined =>
  domain.first('features')?.node.fields.acpi === undefined
    ? domain.addition('.acpi()', '<features><acpi/></features>')
    : undefined
