import { rule } from '../../check/rule.ts'

/** The namespaces of an NVMe device are numbered from 1. */
export const diskNvmeNamespace = rule({
  code: 'VMC2270',
  slug: 'disk-nvme-namespace',
  severity: 'error',
  title: 'NVMe namespace 0 does not exist',
  help: 'The namespaces of an NVMe device are numbered from 1. Most devices have only namespace 1.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidate',
  on: 'devices/disk/source',
  example: {
    xml: `<devices>
  <disk type="nvme"><source type="pci" managed="yes" namespace="{0 -> 1}"><address domain="0x0000" bus="0x01" slot="0x00" function="0x0"/></source><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(source) {
    if (source.number('namespace') !== 0) return
    yield source.report('namespace', 'an NVMe device has no namespace 0', 'use namespace 1')
  },
})
