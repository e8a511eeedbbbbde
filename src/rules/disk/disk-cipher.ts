import { rule } from '../../check/rule.ts'

/** The cipher of an encrypted disk cannot be set, because the image of the disk already has a cipher. */
export const diskCipher = rule({
  code: 'VMC2229',
  slug: 'disk-cipher',
  severity: 'error',
  title: 'encryption with <cipher> is not allowed on a disk',
  help: 'libvirt uses <cipher> only when it creates a LUKS volume. The image of a disk already has a cipher. Remove <cipher>: a disk needs only the encryption format and the secret.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  on: ['devices/disk/encryption', 'devices/disk/source/encryption'],
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
  *check(encryption) {
    if (encryption.text('format') !== 'luks') return
    const cipher = encryption.first('cipher')
    if (!cipher) return
    yield cipher.report(
      '.',
      'a disk cannot choose its cipher: its image already has one',
      'leave out <cipher> and <ivgen>',
    )
  },
})
