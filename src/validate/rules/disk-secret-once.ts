import { also, devices, down, place } from '../look.ts'
import type { Rule } from './rule.ts'

/** How to get at a disk is said at its source; outdated documents said it at the disk itself. Not both. */
export const diskSecretOnce: Rule = {
  code: 'VMC2206',
  slug: 'disk-secret-once',
  severity: 'error',
  title: 'secret of a disk given twice',
  help: 'Both <auth> and <encryption> stand in <source>, or, as they once did, in <disk>, but not in both.',
  about: ['devices/disk/auth', 'devices/disk/encryption'],
  wrong: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img">
      <encryption format="luks"><secret type="passphrase" usage="a"/></encryption>
    </source>
    <target dev="vda" bus="virtio"/>
    <encryption format="luks"><secret type="passphrase" usage="a"/></encryption>
  </disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img">
      <encryption format="luks"><secret type="passphrase" usage="a"/></encryption>
    </source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const source = down(disk, 'source')
      for (const key of ['auth', 'encryption']) {
        const [own, other] = [down(disk, key), down(source, key)]
        if (!own || !other) continue
        yield {
          message: `<${key}> stands in the disk and in its source`,
          ...place(own),
          help: 'keep the one in the source',
          related: [also('the other is here', other)],
        }
      }
    }
  },
}
