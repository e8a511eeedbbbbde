import { rule } from '../../check/rule.ts'

/**
 * The authentication of a disk can be set either on the disk or in its source, but not in both. The same applies to its
 * encryption.
 */
export const diskSecretOnce = rule({
  code: 'VMC2206',
  slug: 'disk-secret-once',
  severity: 'error',
  title: 'both a disk and its source have <auth> or <encryption>',
  help: 'libvirt accepts <auth> and <encryption> in <source> or, as in older documents, directly in <disk>. The same element cannot be in both places. Keep only the element in <source>.',
  for: 'all',
  source: 'domain_conf.c: virDomainDiskDefParseSourceXML',
  on: 'devices/disk',
  needs: ['auth', 'encryption'],
  example: {
    xml: `<devices>
  <disk type="file">
    <source file="/a.img">
      <encryption format="luks"><secret type="passphrase" usage="a"/></encryption>
    </source>
    <target dev="vda" bus="virtio"/>
    {<encryption format="luks"><secret type="passphrase" usage="a"/></encryption> -> }
  </disk>
</devices>`,
  },
  *check(disk) {
    for (const name of ['auth', 'encryption'] as const) {
      const own = disk.first(name)
      const other = disk.first('source')?.first(name)
      if (!own || !other) continue
      yield own.report(
        '.',
        `both the disk and its source have <${name}>`,
        'keep only the one in the source',
        { related: [other.related('.', 'the one in the source')] },
      )
    }
  },
})
