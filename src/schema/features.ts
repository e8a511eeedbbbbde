import { element, flag, type Infer } from './element.ts'

/** `<features>`: abilities of the hypervisor that can be switched on. */
export interface Features extends Infer<typeof features> {}

export const features = element(
  'features',
  {
    /** Physical address extension: lets 32-bit guests use more than 4 GB of memory. */
    pae: flag(),
    /** ACPI: power management; a graceful shutdown needs it under KVM. */
    acpi: flag(),
    /** The programmable interrupt controller that several vCPUs need. */
    apic: flag(),
  },
  { page: 'formatdomain.html#hypervisor-features' },
)
