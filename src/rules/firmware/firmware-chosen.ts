import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Os } from '../../schema/domain/os.ts'

/** A loader requires a path, unless libvirt chooses the firmware automatically. */
export const firmwareChosen = rule({
  code: 'VMC2101',
  slug: 'firmware-chosen',
  severity: 'error',
  title: '<loader> has no path, or firmware features are contradictory',
  help: 'If the attribute "firmware" of <os> is set, libvirt chooses a firmware that has the features listed in <firmware>. If the attribute is not set, <loader> must contain the path of the firmware, and <firmware> cannot list features. Set the attribute or the path, or correct the features.',
  for: 'all',
  source: 'domain_validate.c: virDomainDefOSValidate',
  on: 'os',
  needs: ['loader', 'nvram', 'firmwareFeatures'],
  example: {
    xml: '<os { -> firmware="efi"}><type>hvm</type><loader readonly="yes" type="pflash"/></os>',
  },
  *check(os) {
    if (os.text('firmware') === undefined) {
      yield* withoutChoice(os)
      return
    }
    const byName = new Map(
      os.each('firmwareFeatures/feature').map(feature => [feature.text('name'), feature]),
    )
    const keys = byName.get('enrolled-keys')
    const secureBoot = byName.get('secure-boot')
    if (keys?.text('enabled') !== 'yes' || secureBoot?.text('enabled') !== 'no') return
    yield keys.report(
      '.',
      'enrolled-keys requires secure-boot, which is disabled',
      'enable secure-boot, or disable enrolled-keys',
    )
  },
})

// This rule reports only the first problem, because a single change, firmware: 'efi', fixes all of them.
function* withoutChoice(os: Cursor<Os>) {
  const loader = os.first('loader')
  const nvram = os.first('nvram')
  const features = os.first('firmwareFeatures')
  if (loader && !loader.has('path')) {
    yield loader.report(
      '.',
      '<loader> has no path, and libvirt does not choose the firmware',
      "give the path of the loader, or let libvirt choose: firmware: 'efi'",
    )
  } else if (!loader && nvram) {
    yield nvram.report(
      '.',
      '<nvram> needs firmware: there is no <loader>, and libvirt does not choose one',
      "add a <loader>, or let libvirt choose: firmware: 'efi'",
    )
  } else if (features?.first('feature')) {
    yield features.report(
      '.',
      'libvirt does not choose the firmware, so it refuses features',
      "leave the features out, or let libvirt choose: firmware: 'efi', without a path",
    )
  }
}
