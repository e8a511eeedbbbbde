import { rule } from '../../check/rule.ts'

/** A NIC can have only one native VLAN. */
export const netVlanNative = rule({
  code: 'VMC2468',
  slug: 'net-vlan-native',
  severity: 'error',
  title: 'more than one native VLAN on a NIC',
  help: 'Packets without a VLAN tag belong to the native VLAN, so a NIC can have only one native VLAN. Keep nativeMode on one <tag>, and remove it from the other <tag> elements.',
  for: 'libvirt',
  source: 'netdev_vlan_conf.c: virNetDevVlanParse',
  on: 'devices/interface/vlan',
  example: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/><virtualport type="openvswitch"/>
    <vlan trunk="yes"><tag id="42" nativeMode="untagged"/>{<tag id="47" nativeMode="tagged"/> -> <tag id="47"/>}</vlan></interface>
</devices>`,
  },
  *check(vlan) {
    const [first, ...others] = vlan.each('tag').filter(tag => tag.has('nativeMode'))
    for (const tag of others)
      yield tag.report('nativeMode', 'the NIC has two native VLANs', 'leave nativeMode out', {
        related: [first!.related('nativeMode', 'the first native VLAN')],
      })
  },
})
