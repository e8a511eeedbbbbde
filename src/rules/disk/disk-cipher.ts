import { rule } from '../../check/rule.ts'

/** The cipher is chosen when an encrypted image is created, and stored in it. */
export const diskCipher = rule({
  code: 'VMC2229',
  slug: 'disk-cipher',
  severity: 'error',
  title: 'encryption of a disk with a <cipher>',
  help: 'libvirt accepts <cipher> only when it creates a volume: an existing image already has one. For a disk, give the encryption format and the secret.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  on: ['devices/disk/encryption/cipher', 'devices/disk/source/encryption/cipher'],
  example: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img">
      <encryption format="luks">
        <secret type="passphrase" usage="a"/>
        {<cipher name="aes" size="256" mode="xts" hash="sha256"/><ivgen name="plain64" hash="sha256"/> -> }
      </encryption>
    </source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(cipher) {
    yield cipher.report(
      '.',
      'a disk cannot choose its cipher: its image already has one',
      'leave out <cipher> and <ivgen>',
    )
  },
})
