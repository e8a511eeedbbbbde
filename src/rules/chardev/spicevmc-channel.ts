import { rule } from '../../check/rule.ts'

/** Only a channel with a virtio target can have the type "spicevmc". */
export const spicevmcChannel = rule({
  code: 'VMC2584',
  slug: 'spicevmc-channel',
  severity: 'error',
  title: 'device of type "spicevmc" is not a virtio channel',
  help: 'A character device of type "spicevmc" connects the SPICE agent in the guest to the viewer. It must be a <channel> whose <target> has the type "virtio" and the name "com.redhat.spice.0".',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainChrDefParseXML; qemu_command.c: qemuBuildVirtioSerialPortDevProps',
  on: ['devices/channel', 'devices/console', 'devices/serial', 'devices/parallel'],
  where: { type: 'spicevmc' },
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
      if (target === undefined || target === 'virtio') {
        const name = device.text('target/name') || NAME
        if (name !== NAME)
          yield device.report(
            'target/name',
            `a channel of type "spicevmc" cannot have the name "${name}"`,
            `use "${NAME}", or leave the name out`,
          )
        return
      }
    }
    yield device.report(
      'type',
      `a <${device.name}> of type "spicevmc" is not a virtio channel`,
      'use <channel type="spicevmc"> with <target type="virtio"/>',
    )
  },
})

// The name of the channel that the SPICE agent in the guest opens.
const NAME = 'com.redhat.spice.0'
