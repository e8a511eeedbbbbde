import { cpuset, matching, newer, oneOf, onOff, positive, unsigned } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** `<alias>`: the name by which libvirt and QEMU know a device. */
export interface Alias extends Infer<typeof alias> {}

export const alias = element(
  'alias',
  {
    /** The name. Names that people give begin with `ua-`; libvirt assigns the others. Since libvirt 3.9.0. */
    name: required(
      attribute(matching(/[a-zA-Z0-9_\-.]+/, 'letters, digits, "_", "-" and "."'), {
        since: '3.9.0',
        assigned: ({ name }) => !name?.startsWith('ua-'),
      }),
    ),
  },
  { lead: 'name', page: 'formatdomain.html#devices' },
)

/** `<acpi>` of a device: how firmware tables speak of it. */
export interface DeviceAcpi extends Infer<typeof deviceAcpi> {}

export const deviceAcpi = element(
  'acpi',
  {
    /** The number that the guest's predictable names come from (`eno1`); libvirt gives none where it is left out. Since libvirt 7.3.0. */
    index: attribute(unsigned, { since: '7.3.0' }),
    /**
     * The guest's NUMA nodes that belong to the device, as `1-8`: firmware lists it as a generic initiator of each. For
     * PCI devices of the host. Since libvirt 11.8.0.
     */
    nodeset: attribute(cpuset, { since: '11.8.0' }),
  },
  { lead: 'index', page: 'formatdomain.html#devices' },
)

/** `<boot>` of a device: its place in the boot order, instead of the boot devices of `<os>`. */
export interface DeviceBoot extends Infer<typeof deviceBoot> {}

export const deviceBoot = element(
  'boot',
  {
    /** The place in the order, from 1; no two devices share one. Since libvirt 0.8.8. */
    order: required(attribute(positive, { since: '0.8.8' })),
    /** The entry of the boot menu to choose, on s390. Since libvirt 3.5.0. */
    loadparm: attribute(
      matching(/[a-zA-Z0-9.\s]{1,8}/, 'up to eight letters, digits, "." and spaces'),
      {
        since: '3.5.0',
      },
    ),
  },
  { lead: 'order', page: 'formatdomain.html#devices' },
)

/** The models of a virtio device: `virtio` fits the machine, `virtio-transitional` is old and new, `virtio-non-transitional` new alone. */
export const virtioModel = newer(oneOf('virtio virtio-transitional virtio-non-transitional'), {
  'virtio-transitional': '5.2.0',
  'virtio-non-transitional': '5.2.0',
})

/** What every virtio device takes on its `<driver>`. */
export const virtioOptions = {
  /** The device reaches memory through the guest's IOMMU. Since libvirt 3.5.0. */
  iommu: attribute(onOff, { since: '3.5.0' }),
  /** The device supports address translation services of PCIe. Since libvirt 3.5.0. */
  ats: attribute(onOff, { since: '3.5.0' }),
  /** The queues are packed rather than split. Since libvirt 6.3.0. */
  packed: attribute(onOff, { since: '6.3.0' }),
  /** Each queue notifies through a page of its own. Since libvirt 7.9.0. */
  page_per_vq: attribute(onOff, { since: '7.9.0' }),
}

/** `<driver>` of a device that has no settings but virtio's. */
export interface VirtioDriver extends Infer<typeof virtioDriver> {}

export const virtioDriver = element('driver', virtioOptions, {
  page: 'formatdomain.html#virtio-related-options',
})
