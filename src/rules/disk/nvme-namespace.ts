import { rule } from '../../check/rule.ts'

/** The namespaces of an NVMe disk are numbered from 1. */
export const nvmeNamespace = rule({
  code: 'VMC2297',
  slug: 'nvme-namespace',
  severity: 'error',
  title: 'NVMe namespace with the number 0',
  help: 'The namespaces of an NVMe device are numbered from 1. Use 1: most NVMe devices have only one namespace.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidate',
  on: 'devices/disk/source',
  needs: 'namespace',
  example: {
    xml: `<devices>
  <disk type="nvme"><driver name="qemu" type="raw"/><source type="pci" managed="yes" namespace="{0 -> 1}"><address domain="0" bus="1" slot="0" function="0"/></source><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(source) {
    if (source.number('namespace') === 0)
      yield source.report('namespace', 'an NVMe disk has no namespace 0', 'use namespace: 1')
  },
})
