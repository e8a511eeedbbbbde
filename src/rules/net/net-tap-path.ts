import { rule } from '../../check/rule.ts'

/** Only a NIC with a tap device on the host can have the attribute "tap" of `<backend>`. */
export const netTapPath = rule({
  code: 'VMC2403',
  slug: 'net-tap-path',
  severity: 'warning',
  title: 'NIC has <backend tap>, but its type uses no tap device',
  help: 'The attribute "tap" of <backend> is the path of the device from which libvirt creates a tap device. Only NICs of type "network", "bridge" and "ethernet" use a tap device. Remove "tap" from NICs of other types.',
  for: 'qemu',
  source: 'qemu_domain.c: qemuDomainValidateActualNetDef',
  on: 'devices/interface',
  needs: 'backend/tap',
  example: {
    xml: `<devices>
  <interface type="{vhostuser -> bridge}">
    {<source type="unix" path="/run/vhost0.sock" mode="server"/> -> <source bridge="br0"/>}
    <model type="virtio"/>
    <backend tap="/dev/net/tun"/>
  </interface>
</devices>
{<memoryBacking><access mode="shared"/></memoryBacking> -> }`,
  },
  *check(nic) {
    const type = nic.text('type')
    if (type === undefined || !TYPES_WITHOUT_TAP.includes(type) || !nic.has('backend/tap')) return
    yield nic.report(
      'backend/tap',
      `a NIC of type "${type}" has no tap device on the host`,
      'leave tap out',
    )
  },
})

const TYPES_WITHOUT_TAP = ['hostdev', 'vhostuser', 'vdpa', 'user']
