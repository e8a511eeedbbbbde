import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A `<blkiotune>` can list each host device only once. */
export const blkioDevice = rule({
  code: 'VMC2198',
  slug: 'blkio-device',
  severity: 'error',
  title: 'device is listed twice in <blkiotune>',
  help: 'A <blkiotune> can list each device only once. Move all limits of the device into one <device>.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDefTunablesValidate',
  on: 'blkiotune',
  example: {
    xml: `<blkiotune>
  <device><path>/dev/sda</path><weight>200</weight></device>
  <device><path>/dev/{sda -> sdb}</path><weight>300</weight></device>
</blkiotune>`,
  },
  *check(tune) {
    for (const { element, first, key } of duplicates(tune.each('device'), one => one.text('path')))
      yield element.report('path', `the device ${key} is listed twice`, 'keep one <device>', {
        related: [first.related('path', 'first listed here')],
      })
  },
})
