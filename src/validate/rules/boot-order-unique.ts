import { BOOTABLE, bootsOf } from '../boot.ts'
import { also, numeric, place, repeated } from '../look.ts'
import type { Rule } from './rule.ts'

/** Two devices cannot both be the first to boot from. */
export const bootOrderUnique: Rule = {
  code: 'VMC2119',
  slug: 'boot-order-unique',
  severity: 'error',
  title: 'boot order of another device',
  help: 'Each number of a <boot order> stands at one device alone.',
  about: [
    'devices/disk/boot',
    'devices/interface/boot',
    'devices/hostdev/boot',
    'devices/redirdev/boot',
    'devices/filesystem/boot',
  ],
  wrong: {
    ts: ".disk(file('/a.img').boot(1)).disk(file('/b.img').boot(1))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><boot order="1"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><boot order="1"/></disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.img').boot(1)).disk(file('/b.img').boot(2))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><boot order="1"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><boot order="2"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const { here, first, key } of repeated(bootsOf(domain, BOOTABLE), boot =>
      numeric(boot, 'order'),
    )) {
      yield {
        message: `two devices have boot order ${key}`,
        ...place(here, 'order'),
        help: 'number them 1, 2, 3 …',
        related: [also('the first is here', first, 'order')],
      }
    }
  },
}
