import { absolutePath, oneOf, suggest, text } from './codec.ts'
import { attribute, child, content, element, type Infer, leaf, many, required } from './element.ts'

/** `<type>` of `<os>`: what kind of operating system boots, and the machine it sees. */
export interface OsType extends Infer<typeof osType> {}

export const osType = element(
  'type',
  {
    /** The CPU architecture of the guest, such as `x86_64` or `i686`; the host's own where it is left out. */
    arch: attribute(suggest('x86_64 i686 aarch64 armv7l ppc64le s390x riscv64 loongarch64')),
    /** The machine type, such as `q35`, `pc` or `xenpv`. */
    machine: attribute(suggest('q35 pc virt xenpv xenfv s390-ccw-virtio pseries')),
    /**
     * `hvm` boots as real hardware does, `linux` and `xen` are paravirtualized for Xen, `xenpvh` is Xen's PVH, `exe` is a
     * container that starts a program.
     */
    value: required(content(oneOf('hvm linux xen xenpvh exe'))),
  },
  { lead: 'value', page: 'formatdomain.html#bios-bootloader' },
)

/** `<loader>`: the firmware. */
export interface Loader extends Infer<typeof loader> {}

export const loader = element(
  'loader',
  {
    /** The absolute path of the firmware on the host. Since libvirt 0.1.0. */
    path: content(absolutePath),
  },
  { lead: 'path', page: 'formatdomain.html#bios-bootloader' },
)

/** `<boot>` of `<os>`: one device of the boot order. */
export interface BootDevice extends Infer<typeof bootDevice> {}

export const bootDevice = element(
  'boot',
  {
    /** The kind of device that is tried: floppy, hard disk, CD-ROM or network. Since libvirt 0.1.3. */
    dev: required(attribute(oneOf('fd hd cdrom network'))),
  },
  { lead: 'dev', page: 'formatdomain.html#bios-bootloader' },
)

/** `<os>`: how the guest starts. */
export interface Os extends Infer<typeof os> {}

export const os = element(
  'os',
  {
    /** What kind of operating system boots, and the machine it sees. */
    type: required(child<OsType>(osType)),
    /** The program a container starts, as its path inside the container. */
    init: leaf(absolutePath),
    /** The firmware; needed by fully virtualized Xen guests, chosen by libvirt for others. Since libvirt 0.1.0. */
    loader: child<Loader>(loader),
    /** The absolute path of the kernel on the host, for a guest that boots without a boot loader. */
    kernel: leaf(absolutePath),
    /** The absolute path of the initial RAM disk on the host, beside `kernel`. */
    initrd: leaf(absolutePath),
    /** What the kernel, or the installer, gets as its command line, beside `kernel`. */
    cmdline: leaf(text),
    /** The devices to boot from, tried in the order given. */
    boot: many(child<BootDevice>(bootDevice)),
  },
  { page: 'formatdomain.html#operating-system-booting' },
)
