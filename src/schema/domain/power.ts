import { yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'

/** `<suspend-to-mem>` or `<suspend-to-disk>`: whether the guest's firmware offers this ACPI sleep state. */
export interface SleepState extends Infer<typeof sleepState> {}

const sleepState = element(
  'suspend-to-mem',
  {
    /** Whether the guest's firmware offers this ACPI sleep state. If omitted, the hypervisor decides. */
    enabled: attribute(yesNo),
  },
  { lead: 'enabled', page: 'formatdomain.html#power-management' },
)

/** `<pm>`: the ACPI sleep states that the firmware offers to the guest. */
export interface PowerManagement extends Infer<typeof powerManagement> {}

export const powerManagement = element(
  'pm',
  {
    /** Whether the firmware offers suspend to memory (S3) to the guest. */
    'suspend-to-mem': child<SleepState>(sleepState),
    /** Whether the firmware offers suspend to disk (S4) to the guest. */
    'suspend-to-disk': child<SleepState>(sleepState),
  },
  { page: 'formatdomain.html#power-management' },
)
