import type { Cursor } from '../../check/cursor.ts'
import { nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'
import type { Controller } from '../../schema/domain/controller.ts'
import type { Input } from '../../schema/domain/input.ts'
import type { Nic } from '../../schema/domain/interface.ts'
import type { Memballoon } from '../../schema/domain/memballoon.ts'
import type { Sound } from '../../schema/domain/sound.ts'
import type { Video } from '../../schema/domain/video.ts'

/** The address types that no virtio device supports. */
const WRONG = ['drive', 'virtio-serial', 'ccid', 'usb', 'spapr-vio', 'isa', 'dimm']

/** The address of a virtio device must be on PCI, CCW or virtio-mmio. */
export const virtioAddress = rule({
  code: 'VMC2324',
  slug: 'virtio-address',
  severity: 'error',
  title: 'virtio device has an unsupported type of address',
  help: 'The address of a virtio device has the type "pci" on most machines, "ccw" on s390, and "virtio-mmio" on some Arm and RISC-V boards. Correct the type, or remove the address: libvirt then assigns one.',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildVirtioDevGetConfig',
  on: [
    'devices/interface',
    'devices/input',
    'devices/rng',
    'devices/memballoon',
    'devices/vsock',
    'devices/filesystem',
    'devices/controller',
    'devices/video',
    'devices/sound',
  ],
  where: { 'address/type': WRONG },
  example: {
    xml: `<devices>
  <input type="tablet" bus="virtio">{<address type="usb" bus="0" port="1"/> -> }</input>
</devices>`,
  },
  *check(device) {
    const type = device.text('address/type')
    if (type === undefined || !WRONG.includes(type) || !isVirtio(device)) return
    yield device.report(
      'address/type',
      `a virtio device cannot have an address of type "${type}"`,
      'use an address of type "pci", or leave the address to libvirt',
    )
  },
})

function isVirtio(device: Cursor<unknown>): boolean {
  switch (device.key) {
    case 'interface':
      return nicModelOf(device as Cursor<Nic>)?.startsWith('virtio') === true
    case 'input':
      return (device as Cursor<Input>).text('bus') === 'virtio'
    case 'memballoon':
      return (device as Cursor<Memballoon>).text('model') !== 'none'
    case 'controller': {
      const controller = device as Cursor<Controller>
      const isScsi = controller.text('type') === 'scsi'
      if (isScsi) return /^virtio/.test(controller.text('model') ?? '')
      return controller.text('type') === 'virtio-serial'
    }
    case 'video':
      return (device as Cursor<Video>).text('model/type') === 'virtio'
    case 'sound':
      return (device as Cursor<Sound>).text('model') === 'virtio'
    default:
      return true
  }
}
