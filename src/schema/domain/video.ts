import { absolutePath, newer, oneOf, onOff, unsigned, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi, virtioOptions } from './device.ts'

/** `<driver>` of a video card: the part of the hypervisor that draws. */
export interface VideoDriver extends Infer<typeof videoDriver> {}

const videoDriver = element(
  'driver',
  {
    ...virtioOptions,
    /** QEMU itself, or a process of its own (`vhostuser`), for `virtio`; `qemu` where it is left out. Since libvirt 5.8.0. */
    name: attribute(oneOf('qemu vhostuser'), { since: '5.8.0' }),
    /** How bhyve's `gop` answers to the old VGA ports. Since libvirt 3.5.0. */
    vgaconf: attribute(oneOf('io on off'), { since: '3.5.0' }),
  },
  { lead: 'name', page: 'formatdomain.html#video-devices' },
)

/** `<acceleration>` of a video card. */
export interface VideoAcceleration extends Infer<typeof videoAcceleration> {}

const videoAcceleration = element(
  'acceleration',
  {
    /** Drawing in two dimensions is accelerated; VirtualBox only. Since libvirt 0.7.1. */
    accel2d: attribute(yesNo, { since: '0.7.1' }),
    /** Drawing in three dimensions is accelerated. Since libvirt 0.7.1, with QEMU since 1.3.0. */
    accel3d: attribute(yesNo, { since: '0.7.1' }),
    /** The path of the render node of `vhostuser`, as `/dev/dri/renderD128`; libvirt's choice where it is left out. Since libvirt 5.8.0. */
    rendernode: attribute(absolutePath, { since: '5.8.0' }),
  },
  { page: 'formatdomain.html#video-devices' },
)

/** `<resolution>` of a video card: the least it offers. */
export interface VideoResolution extends Infer<typeof videoResolution> {}

const videoResolution = element(
  'resolution',
  {
    /** The width in pixels. */
    x: required(attribute(unsigned)),
    /** The height in pixels. */
    y: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#video-devices' },
)

/** `<model>` of a video card. */
export interface VideoModel extends Infer<typeof videoModel> {}

export const videoModel = element(
  'model',
  {
    /** The card; `none` keeps libvirt from adding one. */
    type: required(
      attribute(
        newer(oneOf('vga cirrus vmvga xen vbox virtio gop none bochs ramfb qxl'), {
          qxl: '0.8.6',
          virtio: '1.3.0',
          gop: '3.2.0',
          none: '4.6.0',
          bochs: '5.6.0',
          ramfb: '5.9.0',
        }),
      ),
    ),
    /** The size of the first memory region, in KiB. Since libvirt 1.0.2. */
    ram: attribute(unsigned, { in: ['qxl'], since: '1.0.2' }),
    /** The video memory, in KiB; of `qxl` the second region. The hypervisor's choice where it is left out. */
    vram: attribute(unsigned),
    /** The size of the second memory region beyond 32 bits, in KiB. Since libvirt 1.3.3. */
    vram64: attribute(unsigned, { in: ['qxl'], since: '1.3.3' }),
    /** The memory while it acts as a VGA card, in KiB. Since libvirt 1.2.11. */
    vgamem: attribute(unsigned, { in: ['qxl'], since: '1.2.11' }),
    /** The number of screens. */
    heads: attribute(unsigned),
    /** Of several cards, the guest starts with this one; the first where none is named. Since libvirt 1.0.2. */
    primary: attribute(yesNo, { since: '1.0.2' }),
    /** Guest and host share what is drawn instead of copying it; `virtio` only. Since libvirt 9.2.0. */
    blob: attribute(onOff, { since: '9.2.0' }),
    /** Whether `vga`, `bochs` and `virtio` describe the screen to the guest (EDID); the hypervisor's default if it is missing. Since libvirt 11.7.0. */
    edid: attribute(onOff, { since: '11.7.0' }),
    /**
     * The very device of `virtio`: with the old VGA ports or without, drawing in three dimensions or not, in QEMU or in a
     * process of its own. libvirt chooses it and keeps it, so that the guest always sees the same one. Since libvirt 12.5.0.
     */
    device: attribute(
      oneOf('virtio-vga virtio-vga-gl virtio-gpu virtio-gpu-gl vhost-user-vga vhost-user-gpu'),
      { in: ['virtio'], since: '12.5.0' },
    ),
    /** What is accelerated. Since libvirt 0.7.1. */
    acceleration: child<VideoAcceleration>(videoAcceleration, { since: '0.7.1' }),
    /** The least it offers. Since libvirt 5.9.0. */
    resolution: child<VideoResolution>(videoResolution, { since: '5.9.0' }),
  },
  { by: 'type', lead: 'type', ordered: true, page: 'formatdomain.html#video-devices' },
)

/** `<video>`: a video card of the guest. libvirt adds one where there is `<graphics>` and none is said. */
export interface Video extends Infer<typeof video> {}

export const video = element(
  'video',
  {
    /** The part of the hypervisor that draws. */
    driver: child<VideoDriver>(videoDriver),
    /** The card; what suits the guest where it is left out. */
    model: child<VideoModel>(videoModel),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where the guest sees it. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#video-devices' },
)
