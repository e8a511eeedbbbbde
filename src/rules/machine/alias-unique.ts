import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Two devices of a guest cannot have the same alias. */
export const aliasUnique = rule({
  code: 'VMC2157',
  slug: 'alias-unique',
  severity: 'error',
  title: 'two devices have the same alias',
  help: 'An alias that begins with "ua-" can belong to only one device. Give each device its own alias, or remove the aliases: libvirt then sets them.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDeviceDefValidateAliasesIterator',
  on: 'devices',
  needs: '*/alias',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><alias name="ua-a"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><alias name="{ua-a -> ua-b}"/></disk>
</devices>`,
  },
  *check(devices) {
    // A controller of model "none" does not become a device, so this rule ignores its alias.
    const off: ReadonlySet<unknown> = new Set(
      devices
        .each('controller')
        .flatMap(one => (one.text('model') === 'none' ? one.each('alias') : [])),
    )
    // libvirt replaces an alias that does not begin with "ua-" with an alias of its own, so this rule ignores such an alias.
    const aliases = devices
      .each('*/alias')
      .filter(alias => alias.text('name')?.startsWith('ua-') === true)
      .filter(alias => !off.has(alias))
    for (const { element, first, key } of duplicates(aliases, alias => alias.text('name'))) {
      // libvirt repeats the first serial port as the first console, so the rule skips consoles.
      if ([element, first].some(alias => alias.parent?.key === 'console')) continue
      yield element.report(
        'name',
        `two devices have the alias ${key}`,
        'give each device its own alias',
        { related: [first.related('name', 'first used here')] },
      )
    }
  },
})
