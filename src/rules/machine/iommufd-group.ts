import { rule } from '../../check/rule.ts'

/** The attribute "fdgroup" of `<iommufd>` requires that IOMMUFD is enabled. */
export const iommufdGroup = rule({
  code: 'VMC2567',
  slug: 'iommufd-group',
  severity: 'error',
  title: 'fdgroup on an <iommufd> that is not enabled',
  help: 'The attribute "fdgroup" of <iommufd> requires enabled="yes". Set enabled="yes", or remove "fdgroup".',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.2.0; measured with libvirt 12.9.0',
  on: 'iommufd',
  example: { xml: '<iommufd enabled="{no -> yes}" fdgroup="a"/>' },
  *check(iommufd) {
    if (iommufd.text('enabled') !== 'no' || !iommufd.has('fdgroup')) return
    yield iommufd.report('fdgroup', 'the IOMMUFD is disabled, but has a fdgroup', 'leave it out')
  },
})
