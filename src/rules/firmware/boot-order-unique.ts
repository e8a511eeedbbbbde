import { duplicates } from '../../check/duplicates.ts'
import { deviceBoots } from '../../check/facts/boot.ts'
import { rule } from '../../check/rule.ts'

/** Two devices cannot have the same number in the boot order. */
export const bootOrderUnique = rule({
  code: 'VMC2119',
  slug: 'boot-order-unique',
  severity: 'error',
  title: 'two devices have the same boot order',
  help: 'The guest tries to boot from its devices in the sequence of the numbers in <boot order>. Give each device its own number.',
  for: 'all',
  source: 'domain_postparse.c: virDomainDefCollectBootOrder',
  on: 'devices',
  needs: ['disk/boot', 'interface/boot', 'hostdev/boot', 'redirdev/boot', 'filesystem/boot'],
  example: {
    ts: ".disk(file('/a.img').boot(1)).disk(file('/b.img').boot({1 -> 2}))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><boot order="1"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><boot order="{1 -> 2}"/></disk>
</devices>`,
  },
  *check(_, { domain }) {
    const boots = deviceBoots(domain)
    for (const { element, first, key } of duplicates(boots, boot => boot.number('order'))) {
      yield element.report(
        'order',
        `two devices have the boot order ${key}`,
        'number the devices 1, 2, 3 …',
        { related: [first.related('order', 'first used here')] },
      )
    }
  },
})
