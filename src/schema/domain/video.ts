import { absolutePath, oneOf, onOff, unsigned, withSince, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi, virtioOptions } from './device.ts'

/** `<driver>` of a video card: the settings of the hypervisor's backend for the video card. */
export interface VideoDriver extends Infer<typeof videoDriver> {}

const videoDriver = element(
  'driver',
  {
    ...virtioOptions,
    /**
     * The backend of a `virtio` video card: QEMU itself (`qemu`) or a separate process (`vhostuser`). Default: `qemu`.
     * Since libvirt 5.8.0.
     */
    name: attribute(oneOf('qemu vhostuser'), { since: '5.8.0' }),
    /** How bhyve's `gop` video card handles the legacy VGA ports. Since libvirt 3.5.0. */
    vgaconf: attribute(oneOf('io on off'), { since: '3.5.0' }),
  },
  { lead: 'name', page: 'formatdomain.html#video-devices' },
)

/** `<acceleration>` of a video card: whether the host accelerates 2D and 3D drawing of the guest. */
export interface VideoAcceleration extends Infer<typeof videoAcceleration> {}

const videoAcceleration = element(
  'acceleration',
  {
    /** Whether the host accelerates 2D drawing of the guest. Only for VirtualBox. Since libvirt 0.7.1. */
    accel2d: attribute(yesNo, { since: '0.7.1' }),
    /** Whether the host accelerates 3D drawing of the guest. Since libvirt 0.7.1, with QEMU since 1.3.0. */
    accel3d: attribute(yesNo, { since: '0.7.1' }),
    /**
     * The path of the render node of the host GPU that a `vhostuser` video card uses, such as `/dev/dri/renderD128`. If
     * omitted, libvirt chooses a render node. Since libvirt 5.8.0.
     */
    rendernode: attribute(absolutePath, { since: '5.8.0' }),
  },
  { page: 'formatdomain.html#video-devices' },
)

/** `<resolution>` of a video card: the minimum resolution of the guest's screen. */
export interface VideoResolution extends Infer<typeof videoResolution> {}

const videoResolution = element(
  'resolution',
  {
    /** The minimum width of the guest's screen in pixels. */
    x: required(attribute(unsigned)),
    /** The minimum height of the guest's screen in pixels. */
    y: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#video-devices' },
)

/** `<model>` of a video card: the emulated card and the memory of the card. */
export interface VideoModel extends Infer<typeof videoModel> {}

export const videoModel = element(
  'model',
  {
    /** The model of the video card that the guest sees. With `none`, libvirt adds no video card. */
    type: required(
      attribute(
        withSince(oneOf('vga cirrus vmvga xen vbox virtio gop none bochs ramfb qxl'), {
          qxl: '0.8.6',
          virtio: '1.3.0',
          gop: '3.2.0',
          none: '4.6.0',
          bochs: '5.6.0',
          ramfb: '5.9.0',
        }),
      ),
    ),
    /** The size of the video card's primary memory region, in KiB. Since libvirt 1.0.2. */
    ram: attribute(unsigned, { in: ['qxl'], since: '1.0.2' }),
    /**
     * The size of the video card's memory, in KiB. For `qxl`, it is the size of the secondary memory region. If
     * omitted, the hypervisor chooses.
     */
    vram: attribute(unsigned),
    /** The size of the video card's secondary memory region in 64-bit address space, in KiB. Since libvirt 1.3.3. */
    vram64: attribute(unsigned, { in: ['qxl'], since: '1.3.3' }),
    /** The size of the video card's VGA framebuffer, in KiB. Since libvirt 1.2.11. */
    vgamem: attribute(unsigned, { in: ['qxl'], since: '1.2.11' }),
    /** The number of screens that the video card supports. */
    heads: attribute(unsigned),
    /**
     * Whether this video card is the primary video card. By default, the first video card is primary. Since libvirt 1.0.2.
     */
    primary: attribute(yesNo, { since: '1.0.2' }),
    /**
     * Whether the guest and the host share graphics memory, so that images are not copied. Only for the model `virtio`.
     * Since libvirt 9.2.0.
     */
    blob: attribute(onOff, { since: '9.2.0' }),
    /**
     * Whether the guest can read a description of the video card's screen (EDID), for the models `vga`, `bochs` and
     * `virtio`. If omitted, the hypervisor decides. Since libvirt 11.7.0.
     */
    edid: attribute(onOff, { since: '11.7.0' }),
    /**
     * The QEMU device that implements a `virtio` video card. Devices with `vga` in the name have legacy VGA ports, and
     * devices with `gpu` do not. Devices with `gl` support 3D, and devices with `vhost-user` run in a separate process.
     * libvirt chooses a device and keeps this choice, so that the guest always sees the same device. Since libvirt
     * 12.5.0.
     */
    device: attribute(
      oneOf('virtio-vga virtio-vga-gl virtio-gpu virtio-gpu-gl vhost-user-vga vhost-user-gpu'),
      { in: ['virtio'], since: '12.5.0' },
    ),
    /** Whether the host accelerates 2D and 3D drawing of the guest. Since libvirt 0.7.1. */
    acceleration: child<VideoAcceleration>(videoAcceleration, { since: '0.7.1' }),
    /** The minimum resolution of the guest's screen. Since libvirt 5.9.0. */
    resolution: child<VideoResolution>(videoResolution, { since: '5.9.0' }),
  },
  { variantBy: 'type', lead: 'type', ordered: true, page: 'formatdomain.html#video-devices' },
)

/** `<video>`: a video card of the guest. libvirt adds a video card if the domain has `<graphics>` but no `<video>`. */
export interface Video extends Infer<typeof video> {}

export const video = element(
  'video',
  {
    /** The settings of the hypervisor's backend for the video card. */
    driver: child<VideoDriver>(videoDriver),
    /** The model of the video card. If omitted, libvirt chooses a model for the guest. */
    model: child<VideoModel>(videoModel),
    /** The name that libvirt and QEMU use for the video card. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the video card to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the video card in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#video-devices' },
)
