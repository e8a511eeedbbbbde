import type { Here } from './here.ts'
import { adding, down } from './look.ts'

/** What gives a guest ACPI, unless it says that it wants none. */
export const addingAcpi = (domain: Here) =>
  down(domain, 'features')?.node.fields.acpi === undefined
    ? adding(domain, '.acpi()', '<features><acpi/></features>')
    : undefined
