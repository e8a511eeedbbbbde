import { devices, down, place } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** How an image is encrypted is said when it is made, and kept in it. */
export const diskCipher: Rule = {
  code: 'VMC2229',
  slug: 'disk-cipher',
  severity: 'error',
  title: 'cipher of a disk',
  help: 'The <cipher> of an <encryption> is for making a volume; a disk names the format and the secret.',
  hypervisors: LIBVIRT,
  about: ['devices/disk/encryption', 'devices/disk/source/encryption'],
  wrong: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"><encryption format="luks"><secret type="passphrase" usage="a"/><cipher name="aes" size="256" mode="xts" hash="sha256"/><ivgen name="plain64" hash="sha256"/></encryption></source><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"><encryption format="luks"><secret type="passphrase" usage="a"/></encryption></source><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      for (const encryption of [down(disk, 'encryption'), down(disk, 'source', 'encryption')]) {
        const cipher = down(encryption, 'cipher')
        if (!cipher) continue
        yield {
          message: 'a disk does not choose its cipher, which its image has already',
          ...place(cipher),
          help: 'leave cipher and ivgen out',
        }
      }
    }
  },
}
