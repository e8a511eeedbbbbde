import { text, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/**
 * `<iommufd>`: whether assigned host devices access memory through the kernel's IOMMUFD interface instead of the legacy
 * VFIO interface.
 */
export interface IommufdBackend extends Infer<typeof iommufdBackend> {}

export const iommufdBackend = element(
  'iommufd',
  {
    /** Whether assigned host devices access memory through IOMMUFD. */
    enabled: required(attribute(yesNo)),
    /**
     * The name of a group of file descriptors that contains an open `/dev/iommu`. A management program passes the file
     * descriptors to libvirt. By default, libvirt itself opens `/dev/iommu`.
     */
    fdgroup: attribute(text),
  },
  { lead: 'enabled', page: 'formatdomain.html#host-device-iommufd' },
)
