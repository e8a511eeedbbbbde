import { chainOf } from '../../check/facts/disk-chain.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The encryption engine (QEMU, or librbd for RBD images) must support the encryption of an image. */
export const diskEncryption = rule({
  code: 'VMC2266',
  slug: 'disk-encryption',
  severity: 'error',
  title: 'encryption not supported by its engine or the image format',
  help: 'QEMU decrypts only images that have the encryption "luks" and the format raw or qcow2, with one secret. The engine "librbd" decrypts "luks", "luks2" and "luks-any", but only on a network disk with the protocol rbd. QEMU no longer supports the encryption "qcow". Change the encryption, the engine or the format.',
  for: 'qemu',
  source: 'qemu_domain.c: qemuDomainValidateStorageSource',
  on: 'devices/disk',
  needs: ['encryption', 'source/encryption', 'backingStore'],
  example: {
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="qcow2"/>
    <source file="/a.qcow2"><encryption format="{qcow -> luks}"><secret type="passphrase" usage="a"/></encryption></source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk, { target }) {
    for (const { type, format, encryption } of chainOf(disk)) {
      const method = encryption?.text('format')
      if (!encryption || method === undefined) continue
      const isQemu = (encryption.text('engine') ?? 'qemu') === 'qemu'
      if (method === 'default' || method === 'qcow') {
        yield encryption.report(
          'format',
          `QEMU no longer supports the encryption "${method}"`,
          'encrypt the image with LUKS, and set the format to "luks"',
        )
      } else if (isQemu && method !== 'luks') {
        yield encryption.report(
          'format',
          `the engine "qemu" does not support the encryption "${method}"`,
          'set the format to "luks", or for an RBD image the engine to "librbd"',
        )
      } else if (isQemu && format !== 'raw' && format !== 'qcow2') {
        yield encryption.report(
          '.',
          format === 'none'
            ? 'a volume without a format cannot be encrypted'
            : `an image with the format "${format}" cannot be encrypted`,
          'set the format to raw or qcow2',
        )
      } else if (isQemu && encryption.each('secret').length > 1 && !isBefore(target, '9.3.0')) {
        yield encryption.report(
          'secret',
          'the engine "qemu" uses only one secret',
          'keep one <secret>, or for an RBD image set the engine to "librbd"',
        )
      } else if (!isQemu && type !== 'network') {
        yield encryption.report(
          'engine',
          `a disk of type "${type}" does not support the engine "librbd"`,
          'leave out engine',
        )
      }
    }
  },
})
