import { rule } from '../../check/rule.ts'

/** Of the character devices, only virtio channels can be of type spicevmc. */
export const spicevmcChannel = rule({
  code: 'VMC2584',
  slug: 'spicevmc-channel',
  severity: 'error',
  title: 'spicevmc on a device that is not a virtio channel',
  help: 'The type "spicevmc" connects the SPICE agent of the guest. It needs a <channel> with a target of type "virtio".',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainChrDefParseXML',
  on: ['devices/channel', 'devices/console', 'devices/serial', 'devices/parallel'],
  example: {
    xml: `<devices>
  <channel type="spicevmc"><target type="{xen -> virtio}" name="com.redhat.spice.0"/></channel>
  <graphics type="spice"/>
</devices>`,
  },
  *check(device) {
    if (device.text('type') !== 'spicevmc') return
    if (device.name === 'channel') {
      const target = device.text('target/type')
      if (target === undefined || target === 'virtio') return
    }
    yield device.report(
      'type',
      `a <${device.name}> of type "spicevmc" is not a virtio channel`,
      'use <channel type="spicevmc"> with <target type="virtio"/>',
    )
  },
})
