import { deviceBoots } from '../../check/facts/boot.ts'
import { rule } from '../../check/rule.ts'

/** Without a loader, bhyveload boots a bhyve guest. bhyveload uses only one boot device, which must be a device of the domain. */
export const bhyveBoot = rule({
  code: 'VMC2901',
  slug: 'bhyve-boot',
  severity: 'warning',
  title: 'boot devices not supported by bhyveload',
  help: 'A guest without a <loader> or <bootloader> is booted by bhyveload, which supports only one boot device: a hard disk or CD-ROM drive of the domain. Keep one boot device, or specify a loader.',
  for: ['bhyve'],
  source: 'bhyve_command.c: virBhyveGetBootDisk',
  on: 'domain',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory>
<os><type>hvm</type><boot dev="{cdrom -> hd}"/></os>
<devices>
  <disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk>
</devices></domain>`,
  },
  *check(domain) {
    if (domain.has('os/loader') || domain.has('os/firmware') || domain.has('bootloader')) return
    const [first, second] = deviceBoots(domain)
    if (first && second) {
      yield second.report(
        'order',
        'bhyveload boots from one device, but two devices have a boot order',
        'keep one of them, or name a loader',
        { related: [first.related('order', 'the first is here')] },
      )
    }
    const [boot, secondBoot] = domain.each('os/boot')
    if (secondBoot) {
      yield secondBoot.report(
        'dev',
        'bhyveload boots from one device',
        'keep one <boot dev>, or name a loader',
      )
    }
    const dev = boot?.text('dev')
    if (!boot || dev === undefined) return
    const device = dev === 'cdrom' ? 'cdrom' : dev === 'hd' ? 'disk' : undefined
    for (const disk of domain.each('devices/disk'))
      if ((disk.text('device') ?? 'disk') === device) return
    yield boot.report(
      'dev',
      device === undefined
        ? `bhyveload cannot boot from "${dev}"`
        : `the domain has no ${device} to boot from`,
      'set dev to hd or cdrom, whichever disk the domain has',
    )
  },
})
