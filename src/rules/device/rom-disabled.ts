import { rule } from '../../check/rule.ts'

/** If an option ROM is disabled, it cannot have other settings. */
export const romDisabled = rule({
  code: 'VMC2883',
  slug: 'rom-disabled',
  severity: 'error',
  title: 'disabled option ROM has the attribute "bar" or "file"',
  help: 'With <rom enabled="no">, the device has no option ROM, so the attributes "bar" and "file" are not allowed. Remove these attributes, or remove enabled="no".',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDeviceInfoParseXML',
  on: ['devices/interface/rom', 'devices/hostdev/rom'],
  example: {
    xml: '<devices><interface type="user"><model type="virtio"/><rom enabled="no" {bar="on" -> }/></interface></devices>',
  },
  *check(rom) {
    if (rom.text('enabled') !== 'no') return
    const setting = (['bar', 'file'] as const).find(one => rom.text(one) !== undefined)
    if (setting === undefined) return
    yield rom.report(
      setting,
      `a disabled ROM has no ${setting}`,
      `remove ${setting} or enabled="no"`,
    )
  },
})
