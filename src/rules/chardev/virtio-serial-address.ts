import { rule } from '../../check/rule.ts'

/** A virtio channel or console can have only an address on a virtio-serial controller. */
export const virtioSerialAddress = rule({
  code: 'VMC2415',
  slug: 'virtio-serial-address',
  severity: 'error',
  title: 'virtio channel or console has the wrong type of address',
  help: 'A channel or console of target type "virtio" is a port of a virtio-serial controller, so its address must have the type "virtio-serial". Correct the type, or remove the address: libvirt then assigns one.',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildVirtioSerialPortAddressStr',
  on: ['devices/channel', 'devices/console'],
  needs: 'address',
  example: {
    xml: `<devices>
  <channel type="pty"><target type="virtio" name="a"/><address type="{isa -> virtio-serial}" {iobase="0x3f8" -> controller="0" bus="0" port="1"}/></channel>
</devices>`,
  },
  *check(device) {
    const type = device.text('address/type')
    if (type === undefined || type === 'virtio-serial' || type === 'ccw') return
    if (device.text('target/type') !== 'virtio') return
    yield device.report(
      'address/type',
      `a virtio ${device.name} cannot have an address of type "${type}"`,
      'use an address of type "virtio-serial", or leave the address to libvirt',
    )
  },
})
