import { BOOTABLE, bootsOf } from '../boot.ts'
import { also, down, each, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** The order to boot in is said by kinds of device, or by each device, not both. */
export const bootOsOrDevice: Rule = {
  code: 'VMC2118',
  slug: 'boot-os-or-device',
  severity: 'error',
  title: 'boot order said in two ways',
  help: 'Either <os> lists kinds of devices with <boot dev>, or devices have numbers with <boot order>.',
  about: ['devices/*/boot'],
  wrong: {
    ts: ".boot('hd').disk(file('/fv0.img').boot(1))",
    xml: `<os><type>hvm</type><boot dev="hd"/></os>
<devices>
  <disk type="file"><source file="/fv0.img"/><target dev="vda" bus="virtio"/><boot order="1"/></disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/fv0.img').boot(1))",
    xml: `<devices>
  <disk type="file"><source file="/fv0.img"/><target dev="vda" bus="virtio"/><boot order="1"/></disk>
</devices>`,
  },
  *check(domain) {
    const [general] = each(down(domain, 'os'), 'boot')
    if (!general) return
    const [single] = bootsOf(domain, BOOTABLE)
    if (!single) return
    yield {
      message: 'a device has a boot order of its own, and <os> has one too',
      ...place(single),
      help: 'keep the numbers of the devices, and leave <boot dev> out of <os>',
      related: [also('that of <os> is here', general)],
    }
  },
}
