import { BOOTABLE, bootsOf } from '../boot.ts'
import { also, devices, down, each, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** The loader that bhyve uses by itself boots from one device. */
export const bhyveBoot: Rule = {
  code: 'VMC2901',
  slug: 'bhyve-boot',
  severity: 'warning',
  title: 'boot order that bhyveload does not know',
  help: 'Without a <loader> or <bootloader>, bhyve boots from one device, which is there and of the kind that <boot dev> names.',
  hypervisors: ['bhyve'],
  wrong: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory>
<os><type>hvm</type><boot dev="cdrom"/></os>
<devices>
  <disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk>
</devices></domain>`,
  },
  right: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory>
<os><type>hvm</type><boot dev="hd"/></os>
<devices>
  <disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk>
</devices></domain>`,
  },
  *check(domain) {
    const os = down(domain, 'os')
    if (says(os, 'loader') || says(os, 'firmware') || says(domain, 'bootloader')) return
    const [first, second] = bootsOf(domain, BOOTABLE)
    if (first && second) {
      yield {
        message: 'bhyveload boots from one device, and two have a boot order',
        ...place(second, 'order'),
        help: 'keep one of them, or name a loader',
        related: [also('the other is here', first, 'order')],
      }
    }
    const [kind, further] = each(os, 'boot')
    if (kind && further) {
      yield {
        message: 'bhyveload boots from one device',
        ...place(further, 'dev'),
        help: 'keep one <boot dev>, or name a loader',
      }
    }
    const dev = spelled(kind, 'dev')
    const device = dev === 'cdrom' ? 'cdrom' : dev === 'hd' ? 'disk' : undefined
    if (!kind || dev === undefined) return
    const isThere = devices(domain, 'disk').some(
      disk => (spelled(disk, 'device') ?? 'disk') === device,
    )
    if (isThere) return
    yield {
      message:
        device === undefined
          ? `bhyveload does not boot from "${dev}"`
          : `there is no ${device} to boot from`,
      ...place(kind, 'dev'),
      help: 'name a kind of disk that the domain has',
    }
  },
}
