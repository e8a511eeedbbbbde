import {
  absolutePath,
  matching,
  oneOf,
  oneOfOrMatching,
  perVariant,
  text,
  withSince,
} from '../core/codec.ts'
import {
  allowEmpty,
  atMostOne,
  attribute,
  child,
  content,
  element,
  type Infer,
  leaf,
  many,
  required,
} from '../core/element.ts'
import {
  type Bios,
  type Bootmenu,
  bios,
  bootmenu,
  type FirmwareFeatures,
  firmwareFeatures,
  type Loader,
  loader,
  type OsNvram,
  type OsVarstore,
  osNvram,
  osVarstore,
  type Smbios,
  smbios,
} from './os-firmware.ts'

/** The OS types of paravirtualized Xen guests. */
const XEN_OS_TYPES = ['linux', 'xen', 'xenpvh'] as const
/** The OS types of virtual machines, as opposed to the OS type of containers. */
export const VM_OS_TYPES = ['hvm', ...XEN_OS_TYPES] as const

const architecture = oneOf(
  'aarch64 alpha armv6l armv7l cris i686 ia64 lm32 loongarch64 m68k microblaze microblazeel mips',
  'mipsel mips64 mips64el openrisc parisc parisc64 ppc ppc64 ppc64le ppcemb riscv32 riscv64 s390',
  's390x sh4 sh4eb sparc sparc64 unicore32 x86_64 xtensa xtensaeb',
)
const xenArchitecture = oneOf('i686 x86_64 ia64')
const xenMachine = oneOf('xenpv xenfv xenpvh')

/** `<type>` in `<os>`: the type of guest, its CPU architecture and its machine type. */
export interface OsType extends Infer<typeof osType> {}

export const osType = element(
  'type',
  {
    /** The CPU architecture of the guest, such as `x86_64` or `aarch64`. Default: the architecture of the host. */
    arch: attribute(
      withSince(
        perVariant({
          hvm: architecture,
          exe: architecture,
          linux: xenArchitecture,
          xen: xenArchitecture,
          xenpvh: xenArchitecture,
        }),
        { loongarch64: '10.2.0' },
      ),
    ),
    /** The machine type, such as `q35`, `pc` or `xenpv`. If omitted, the hypervisor chooses. */
    machine: attribute(
      perVariant({
        hvm: oneOfOrMatching(
          'q35 pc virt s390-ccw-virtio pseries microvm isapc xenfv xenpv',
          /[a-zA-Z0-9_.-]+/,
        ),
        linux: xenMachine,
        xen: xenMachine,
        xenpvh: xenMachine,
      }),
      { in: VM_OS_TYPES },
    ),
    /**
     * The type of guest. `hvm` is a fully virtualized machine, `linux` and `xen` are paravirtualized machines on Xen,
     * `xenpvh` is a Xen PVH machine, and `exe` is a container that runs a program.
     */
    value: required(content(oneOf('hvm linux xen xenpvh exe'))),
  },
  { lead: 'value', variantBy: 'value', page: 'formatdomain.html#bios-bootloader' },
)

/** `<initenv>`: an environment variable of the container's init program. */
export interface InitEnv extends Infer<typeof initenv> {}

const initenv = element(
  'initenv',
  {
    /** The name of the environment variable that the container's init program gets. */
    name: required(
      attribute(matching(/[a-zA-Z_]+[a-zA-Z0-9_]*/, 'the name of an environment variable')),
    ),
    /** The value of the environment variable that the container's init program gets. Default: empty. */
    value: content(text),
  },
  { page: 'formatdomain.html#container-boot' },
)

/** `<boot>` in `<os>`: one kind of device in the boot order. */
export interface BootDevice extends Infer<typeof bootDevice> {}

const bootDevice = element(
  'boot',
  {
    /** The kind of device that the guest boots from: floppy disk, hard disk, CD-ROM or network. Since libvirt 0.1.3. */
    dev: required(attribute(oneOf('fd hd cdrom network'), { since: '0.1.3' })),
  },
  { lead: 'dev', page: 'formatdomain.html#bios-bootloader' },
)

/** `<table>` in `<acpi>`: a file with ACPI tables for the guest. */
export interface AcpiTable extends Infer<typeof acpiTable> {}

const acpiTable = element(
  'table',
  {
    /**
     * The content of the ACPI table file: one table (`raw`), several tables (`rawset`, for Xen), a software license (`slic`),
     * or a Microsoft Data Management table (`msdm`). Types other than `slic` are supported since libvirt 11.2.0.
     */
    type: required(
      attribute(
        withSince(oneOf('raw rawset slic msdm'), {
          raw: '11.2.0',
          rawset: '11.2.0',
          msdm: '11.2.0',
        }),
      ),
    ),
    /** The absolute path of the ACPI table file on the host. */
    path: required(content(absolutePath)),
  },
  { page: 'formatdomain.html#common-os-element-configuration' },
)

/** `<acpi>` in `<os>`: additional ACPI tables for the guest. */
export interface OsAcpi extends Infer<typeof osAcpi> {}

const osAcpi = element(
  'acpi',
  {
    /** The files that contain the additional ACPI tables. Every type except `raw` can appear only once. */
    table: many(child<AcpiTable>(acpiTable)),
  },
  { page: 'formatdomain.html#common-os-element-configuration' },
)

/** `<os>`: the guest type, the firmware and how the guest boots. */
export interface Os extends Infer<typeof os> {}

export const os = element(
  'os',
  {
    /**
     * The kind of firmware that libvirt chooses for the guest: `bios` or `efi`. libvirt then sets `loader` and `nvram`.
     * If omitted, the guest uses the image in `loader` or the hypervisor's default. Since libvirt 5.2.0.
     */
    firmware: attribute(oneOf('bios efi'), { in: ['hvm'], since: '5.2.0' }),
    /** The type of guest, its CPU architecture and its machine type. */
    type: required(child<OsType>(osType)),
    /** The features by which libvirt chooses a firmware image for the guest. Since libvirt 7.2.0. */
    firmwareFeatures: child<FirmwareFeatures>(firmwareFeatures, {
      name: 'firmware',
      in: ['hvm'],
      since: '7.2.0',
    }),
    /** The path of the init program inside the container. Default: `/sbin/init`. */
    init: leaf(absolutePath, { in: ['exe'] }),
    /** The arguments of the container's init program. Default: none. */
    initarg: many(leaf(text, { in: ['exe'] })),
    /** The environment variables of the container's init program. */
    initenv: many(child<InitEnv>(initenv, { in: ['exe'] })),
    /** The working directory of the container's init program. */
    initdir: leaf(absolutePath, { in: ['exe'] }),
    /**
     * The user that runs the container's init program, as a name or a numeric ID. The prefix `+` marks a numeric ID.
     */
    inituser: leaf(matching(/[a-zA-Z0-9_+-]+/, 'a user name or ID'), { in: ['exe'] }),
    /** The group that runs the container's init program, as a name or a numeric ID. Requires `inituser`. */
    initgroup: leaf(matching(/[a-zA-Z0-9_+-]+/, 'a group name or ID'), { in: ['exe'] }),
    /**
     * The firmware image that the guest runs. It is required for fully virtualized Xen guests. For other guests,
     * libvirt chooses an image if `loader` is omitted. Since libvirt 0.1.0.
     */
    loader: child<Loader>(loader, { in: ['hvm'], since: '0.1.0' }),
    /**
     * The NVRAM image, which stores the UEFI variables of the guest. If omitted, libvirt creates the image from the
     * template of the firmware. Since libvirt 1.2.8.
     */
    nvram: child<OsNvram>(osNvram, { in: ['hvm'], since: '1.2.8' }),
    /**
     * The file in which QEMU's `uefi-vars` device stores the UEFI variables of the guest. It replaces flash memory, for
     * secure boot on aarch64 and on x86 without SMM. Cannot be combined with `nvram`. Since libvirt 12.1.0.
     */
    varstore: allowEmpty(child<OsVarstore>(osVarstore, { in: ['hvm'], since: '12.1.0' })),
    /** The absolute path on the host of the kernel that the guest boots directly, without firmware or boot loader. */
    kernel: leaf(absolutePath, { in: VM_OS_TYPES }),
    /** The absolute path on the host of the initial RAM disk for the guest's kernel. Requires `kernel`. */
    initrd: leaf(absolutePath, { in: VM_OS_TYPES }),
    /** The command line of the guest's kernel or installer. Requires `kernel`. */
    cmdline: leaf(text, { in: VM_OS_TYPES }),
    /**
     * The path on the host of the UEFI shim, which verifies the guest's kernel under secure boot. Since libvirt 11.2.0.
     */
    shim: leaf(text, { in: VM_OS_TYPES, since: '11.2.0' }),
    /** The absolute path on the host of the guest's device tree. Since libvirt 1.0.4. */
    dtb: leaf(absolutePath, { in: VM_OS_TYPES, since: '1.0.4' }),
    /** The device in the guest from which the kernel of a Xen guest mounts the root file system. */
    root: leaf(absolutePath, { in: VM_OS_TYPES }),
    /** Additional ACPI tables for the guest. Since libvirt 1.3.5. */
    acpi: child<OsAcpi>(osAcpi, { in: ['hvm'], since: '1.3.5' }),
    /** The kinds of device that the guest boots from, in this order. */
    boot: many(child<BootDevice>(bootDevice, { in: ['hvm'] })),
    /** The boot menu of the guest's firmware. If omitted, the hypervisor decides. Since libvirt 0.8.3. */
    bootmenu: child<Bootmenu>(bootmenu, { in: ['hvm'], since: '0.8.3' }),
    /** The settings of the guest's BIOS. Since libvirt 0.9.4. */
    bios: child<Bios>(bios, { in: ['hvm'], since: '0.9.4' }),
    /** The source of the guest's SMBIOS tables. If omitted, the hypervisor chooses. Since libvirt 0.8.7. */
    smbios: child<Smbios>(smbios, { in: ['hvm'], since: '0.8.7' }),
  },
  {
    variantBy: 'type/value',
    choices: [atMostOne('nvram', 'varstore')],
    allOrNone: [['inituser', 'initgroup']],
    page: 'formatdomain.html#operating-system-booting',
  },
)
