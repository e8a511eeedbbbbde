import { matching, oneOf, onOff, positive, withSince } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

/** `<alias>`: the name that libvirt and QEMU use for a device. */
export interface Alias extends Infer<typeof alias> {}

export const alias = element(
  'alias',
  {
    /**
     * The name of the device. A name that you choose must start with `ua-`. libvirt assigns all other names. Since
     * libvirt 3.9.0.
     */
    name: required(
      attribute(matching(/[a-zA-Z0-9_\-.]+/, 'letters, digits, "_", "-" and "."'), {
        since: '3.9.0',
        assigned: ({ name }) => !name?.startsWith('ua-'),
      }),
    ),
  },
  { lead: 'name', page: 'formatdomain.html#devices' },
)

/** `<acpi>` of a device: how ACPI tables describe the device to the guest. */
export interface DeviceAcpi extends Infer<typeof deviceAcpi> {}

export const deviceAcpi = element(
  'acpi',
  {
    /**
     * The ACPI index of the device, from which guests derive predictable device names such as `eno1`. If omitted, the
     * device has no index. Since libvirt 7.3.0.
     */
    index: attribute(positive, { since: '7.3.0' }),
    /**
     * The guest NUMA nodes that belong to the device, such as `1-8`. ACPI describes the device as a generic initiator
     * of each node. Use it only for PCI devices of the host. Since libvirt 11.8.0.
     */
    nodeset: attribute(cpuset, { since: '11.8.0' }),
  },
  { lead: 'index', page: 'formatdomain.html#devices' },
)

/**
 * `<boot>` of a device: the position of the device in the boot order. This boot order replaces the boot devices in
 * `<os>`.
 */
export interface DeviceBoot extends Infer<typeof deviceBoot> {}

export const deviceBoot = element(
  'boot',
  {
    /**
     * The position of the device in the boot order, from 1. Each position must be unique in the domain. Since libvirt
     * 0.8.8.
     */
    order: required(attribute(positive, { since: '0.8.8' })),
    /** The boot menu entry that an s390 guest boots from this device. Since libvirt 3.5.0. */
    loadparm: attribute(
      matching(/[a-zA-Z0-9.\s]{1,8}/, 'up to eight letters, digits, "." and spaces'),
      {
        since: '3.5.0',
      },
    ),
  },
  { lead: 'order', page: 'formatdomain.html#devices' },
)

/**
 * The models of a virtio device. With `virtio`, the machine type determines the model. `virtio-transitional` also works with
 * old guests. `virtio-non-transitional` works only with current guests.
 */
export const virtioModel = withSince(oneOf('virtio virtio-transitional virtio-non-transitional'), {
  'virtio-transitional': '5.2.0',
  'virtio-non-transitional': '5.2.0',
})

/** The options that every virtio device accepts in its `<driver>` element. */
export const virtioOptions = {
  /** Whether the virtio device accesses memory through the guest's IOMMU. Since libvirt 3.5.0. */
  iommu: attribute(onOff, { since: '3.5.0' }),
  /** Whether the device supports the Address Translation Services of PCI Express (ATS). Since libvirt 3.5.0. */
  ats: attribute(onOff, { since: '3.5.0' }),
  /** Whether the virtio device uses packed virtqueues instead of split virtqueues. Since libvirt 6.3.0. */
  packed: attribute(onOff, { since: '6.3.0' }),
  /** Whether each queue of the virtio device has its own memory page for notifications. Since libvirt 7.9.0. */
  page_per_vq: attribute(onOff, { since: '7.9.0' }),
}

/** A `<driver>` that accepts only virtio options. */
export interface VirtioDriver extends Infer<typeof virtioDriver> {}

export const virtioDriver = element('driver', virtioOptions, {
  page: 'formatdomain.html#virtio-related-options',
})
