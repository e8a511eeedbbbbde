import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { CacheTune, EnergyTune, MemoryTune } from '../../schema/domain/cache-tune.ts'

/** A domain cannot combine an allocation for the whole QEMU process with allocations for single vCPUs. */
export const resctrlWhole = rule({
  code: 'VMC2166',
  slug: 'resctrl-whole',
  severity: 'error',
  title: 'cache or memory settings for both the QEMU process and vCPUs',
  help: 'A <cachetune>, <memorytune> or <energytune> without the attribute "vcpus" applies to the whole QEMU process. Such an element cannot be combined with elements that have the attribute. For the whole process, libvirt accepts only one <cachetune>, and for each of these three kinds of elements only one <monitor>. Set "vcpus" on all of these elements, or on none of them.',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.8.0; measured with libvirt 12.9.0',
  since: { libvirt: '12.8.0' },
  on: 'cputune',
  example: {
    xml: `<vcpu>4</vcpu>
<cputune>
  {<memorytune -> <memorytune vcpus="0-1"}><node id="0" bandwidth="60"/></memorytune>
  <cachetune vcpus="0-1"><cache id="0" level="3" type="both" size="3" unit="MiB"/></cachetune>
</cputune>`,
  },
  *check(cputune) {
    const tunes: readonly Cursor<CacheTune | MemoryTune | EnergyTune>[] = [
      ...cputune.each('cachetune'),
      ...cputune.each('memorytune'),
      ...cputune.each('energytune'),
    ]
    const whole = tunes.find(tune => !tune.has('vcpus'))
    if (!whole) return
    const single = tunes.find(tune => tune.has('vcpus'))
    if (single) {
      yield single.report(
        'vcpus',
        `a <${single.name}> for single vCPUs cannot be combined with a <${whole.name}> for the whole process`,
        'set vcpus on all of them, or on none',
        { related: [whole.related('.', 'the one for the whole process')] },
      )
      return
    }
    const [first, second] = cputune.each('cachetune')
    if (first && second)
      yield second.report('.', 'two <cachetune> are for the whole process', 'merge them', {
        related: [first.related('.', 'the first one')],
      })
    yield* checkMonitors(tunes)
  },
})

function* checkMonitors(tunes: readonly Cursor<CacheTune | MemoryTune | EnergyTune>[]) {
  const seen = new Set<string>()
  for (const tune of tunes) {
    const monitors = tune.each('monitor')
    const hasWhole = monitors.some(one => !one.has('vcpus'))
    for (const monitor of monitors) {
      if (monitor.has('vcpus')) {
        if (hasWhole)
          yield monitor.report(
            'vcpus',
            'a monitor of single vCPUs cannot be combined with a monitor of the whole process',
            'set vcpus on all monitors, or on none',
          )
      } else if (seen.has(tune.name)) {
        yield monitor.report(
          '.',
          `two monitors of <${tune.name}> are for the whole process`,
          'keep one of them',
        )
      } else seen.add(tune.name)
    }
  }
}
