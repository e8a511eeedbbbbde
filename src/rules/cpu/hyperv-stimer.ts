import { hasOldHyperv } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The Hyper-V feature stimer requires the timer hypervclock. */
export const hypervStimer = rule({
  code: 'VMC2165',
  slug: 'hyperv-stimer',
  severity: 'error',
  title: 'Hyper-V feature stimer requires the timer hypervclock',
  help: 'From libvirt 11.9.0, the Hyper-V feature stimer requires <timer name="hypervclock" present="yes"/> in <clock>. Add the timer.',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 11.9.0; measured with libvirt 12.9.0',
  since: { libvirt: '11.9.0' },
  on: 'features/hyperv/stimer',
  example: {
    xml: `<features><hyperv mode="custom">
  <vpindex state="on"/><synic state="on"/><stimer state="on"/>
</hyperv></features>
<clock offset="utc"><timer name="hypervclock" present="{no -> yes}"/></clock>`,
  },
  *check(stimer, { domain, target }) {
    // If no target release is set, this rule reports nothing, because older releases of libvirt accept the domain.
    if (target.libvirt === undefined || stimer.text('state') !== 'on') return
    if ((domain.text('features/hyperv/mode') ?? 'custom') !== 'custom') return
    if (hasOldHyperv(domain)) return
    const hasTimer = domain
      .each('clock/timer')
      .some(timer => timer.text('name') === 'hypervclock' && timer.text('present') !== 'no')
    if (!hasTimer)
      yield stimer.report(
        '.',
        'stimer requires the timer hypervclock',
        'add <timer name="hypervclock" present="yes"/> to <clock>',
      )
  },
})
