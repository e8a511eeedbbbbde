import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** The watchdogs of a guest must have different models and the same action. */
export const watchdogSeveral = rule({
  code: 'VMC2895',
  slug: 'watchdog-several',
  severity: 'error',
  title: 'two watchdogs have the same model or different actions',
  help: 'A guest can have only one watchdog of each model, except for the model i6300esb. All watchdogs of a guest must have the same action. Remove the duplicate, or use the same action.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefWatchdogs, qemuValidateDomainWatchdogDef',
  on: 'devices',
  needs: 'watchdog',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><watchdog model="itco" action="reset"/><watchdog model="i6300esb" action="{poweroff -> reset}"/></devices>`,
  },
  *check(devices) {
    const watchdogs = devices.each('watchdog')
    const [first] = watchdogs
    if (!first || watchdogs.length < 2) return
    const single = watchdogs.filter(one => one.text('model') !== 'i6300esb')
    for (const { element, first: other, key } of duplicates(single, one => one.text('model')))
      yield element.report('model', `two watchdogs have the model "${key}"`, 'keep one of them', {
        related: [other.related('model', 'the first one')],
      })
    const action = first.text('action') ?? 'reset'
    for (const watchdog of watchdogs) {
      const own = watchdog.text('action') ?? 'reset'
      if (own === action) continue
      yield watchdog.report(
        'action',
        `this watchdog has the action "${own}", but the first watchdog has "${action}"`,
        'give all watchdogs the same action',
        { related: [first.related('action', 'the first one')] },
      )
    }
  },
})
