import { rule } from '../../check/rule.ts'

/** File descriptors of an IOMMUFD are useful only if it is enabled. */
export const iommufdGroup = rule({
  code: 'VMC2567',
  slug: 'iommufd-group',
  severity: 'error',
  title: 'group of file descriptors for a disabled IOMMUFD',
  help: 'The attribute fdgroup of <iommufd> requires enabled="yes". Enable it, or remove fdgroup.',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.2.0; measured with libvirt 12.9.0',
  on: 'iommufd',
  example: { xml: '<iommufd enabled="{no -> yes}" fdgroup="a"/>' },
  *check(iommufd) {
    if (iommufd.text('enabled') !== 'no' || !iommufd.has('fdgroup')) return
    yield iommufd.report('fdgroup', 'the IOMMUFD is disabled, but has a fdgroup', 'leave it out')
  },
})
