import { text, yesNo } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** `<iommufd>`: whether host devices reach memory through the kernel's IOMMUFD interface instead of VFIO's own. */
export interface IommufdBackend extends Infer<typeof iommufdBackend> {}

export const iommufdBackend = element(
  'iommufd',
  {
    /** Whether IOMMUFD is used. */
    enabled: required(attribute(yesNo)),
    /** The name of a file descriptor of `/dev/iommu` that the caller passed to libvirt; libvirt opens it if it is missing. */
    fdgroup: attribute(text),
  },
  { lead: 'enabled', page: 'formatdomain.html#host-device-iommufd' },
)
