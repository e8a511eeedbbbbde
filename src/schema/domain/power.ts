import { yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'

/** `<suspend-to-mem>` or `<suspend-to-disk>`: whether the guest is offered a sleep state. */
export interface SleepState extends Infer<typeof sleepState> {}

const sleepState = element(
  'suspend-to-mem',
  {
    /** Whether firmware offers it; the hypervisor's choice where it is left out. */
    enabled: attribute(yesNo),
  },
  { lead: 'enabled', page: 'formatdomain.html#power-management' },
)

/** `<pm>`: the ACPI sleep states that firmware offers the guest. */
export interface PowerManagement extends Infer<typeof powerManagement> {}

export const powerManagement = element(
  'pm',
  {
    /** Sleeping in memory, S3. */
    'suspend-to-mem': child<SleepState>(sleepState),
    /** Sleeping on disk, S4. */
    'suspend-to-disk': child<SleepState>(sleepState),
  },
  { page: 'formatdomain.html#power-management' },
)
