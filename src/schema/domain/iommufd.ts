import { text, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/**
 * `<iommufd>`: whether assigned host devices access memory through the kernel's IOMMUFD interface and not through the VFIO
 * interface.
 */
export interface IommufdBackend extends Infer<typeof iommufdBackend> {}

export const iommufdBackend = element(
  'iommufd',
  {
    /** Whether host devices use IOMMUFD. */
    enabled: required(attribute(yesNo)),
    /**
     * The name of a file descriptor group with an open `/dev/iommu`. A management program passes the file descriptors to
     * libvirt. By default, libvirt itself opens `/dev/iommu`.
     */
    fdgroup: attribute(text),
  },
  { lead: 'enabled', page: 'formatdomain.html#host-device-iommufd' },
)
