import { deviceBoots } from '../../check/facts/boot.ts'
import { rule } from '../../check/rule.ts'

/** The boot order is set either in `<os>` or on devices. Both together are not allowed. */
export const bootOsOrDevice = rule({
  code: 'VMC2118',
  slug: 'boot-os-or-device',
  severity: 'error',
  title: '<boot dev> in <os> cannot be combined with <boot order>',
  help: 'In a domain, libvirt accepts either <boot dev> in <os>, which lists kinds of devices, or <boot order> on devices, which numbers individual devices. Remove one of the two.',
  for: 'all',
  source: 'domain_postparse.c: virDomainDefBootOrderPostParse',
  on: 'devices',
  needs: ['disk/boot', 'interface/boot', 'hostdev/boot', 'redirdev/boot', 'filesystem/boot'],
  example: {
    ts: "{.boot('hd') -> }.disk(file('/fv0.img').boot(1))",
    xml: `<os><type>hvm</type>{<boot dev="hd"/> -> }</os>
<devices>
  <disk type="file"><source file="/fv0.img"/><target dev="vda" bus="virtio"/><boot order="1"/></disk>
</devices>`,
  },
  *check(_, { domain }) {
    const general = domain.first('os/boot')
    const single = general && deviceBoots(domain)[0]
    if (!single) return
    yield single.report(
      '.',
      'a device has a boot order, and <os> has one too',
      'keep the boot order of the devices, and leave <boot dev> out of <os>',
      { related: [general.related('.', 'the boot order in <os>')] },
    )
  },
})
