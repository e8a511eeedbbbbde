import {
  absolutePath,
  inVariant,
  matching,
  newer,
  oneOf,
  suggestMatching,
  text,
} from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  bare,
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

/** The kinds of guest that Xen paravirtualizes. */
const XEN = ['linux', 'xen', 'xenpvh'] as const
/** The kinds of guest that are machines, and no containers. */
export const MACHINES = ['hvm', ...XEN] as const

const architecture = oneOf(
  'aarch64 alpha armv6l armv7l cris i686 ia64 lm32 loongarch64 m68k microblaze microblazeel mips',
  'mipsel mips64 mips64el openrisc parisc parisc64 ppc ppc64 ppc64le ppcemb riscv32 riscv64 s390',
  's390x sh4 sh4eb sparc sparc64 unicore32 x86_64 xtensa xtensaeb',
)
const xenArchitecture = oneOf('i686 x86_64 ia64')
const xenMachine = oneOf('xenpv xenfv xenpvh')

/** `<type>` of `<os>`: what kind of operating system boots, and the machine it sees. */
export interface OsType extends Infer<typeof osType> {}

export const osType = element(
  'type',
  {
    /** The CPU architecture of the guest, such as `x86_64` or `aarch64`; the host's own where it is left out. */
    arch: attribute(
      newer(
        inVariant({
          hvm: architecture,
          exe: architecture,
          linux: xenArchitecture,
          xen: xenArchitecture,
          xenpvh: xenArchitecture,
        }),
        { loongarch64: '10.2.0' },
      ),
    ),
    /** The machine type, such as `q35`, `pc` or `xenpv`; the hypervisor's own choice where it is left out. */
    machine: attribute(
      inVariant({
        hvm: suggestMatching(
          'q35 pc virt s390-ccw-virtio pseries microvm isapc xenfv xenpv',
          /[a-zA-Z0-9_.-]+/,
        ),
        linux: xenMachine,
        xen: xenMachine,
        xenpvh: xenMachine,
      }),
      { in: MACHINES },
    ),
    /**
     * `hvm` boots as real hardware does, `linux` and `xen` are paravirtualized for Xen, `xenpvh` is Xen's PVH, `exe` is a
     * container that starts a program.
     */
    value: required(content(oneOf('hvm linux xen xenpvh exe'))),
  },
  { lead: 'value', by: 'value', page: 'formatdomain.html#bios-bootloader' },
)

/** `<initenv>`: an environment variable of the program that a container starts. */
export interface InitEnv extends Infer<typeof initenv> {}

const initenv = element(
  'initenv',
  {
    /** The name of the variable. */
    name: required(
      attribute(matching(/[a-zA-Z_]+[a-zA-Z0-9_]*/, 'the name of an environment variable')),
    ),
    /** Its value; empty where it is left out. */
    value: content(text),
  },
  { page: 'formatdomain.html#container-boot' },
)

/** `<boot>` of `<os>`: one device of the boot order. */
export interface BootDevice extends Infer<typeof bootDevice> {}

const bootDevice = element(
  'boot',
  {
    /** The kind of device that is tried: floppy, hard disk, CD-ROM or network. Since libvirt 0.1.3. */
    dev: required(attribute(oneOf('fd hd cdrom network'), { since: '0.1.3' })),
  },
  { lead: 'dev', page: 'formatdomain.html#bios-bootloader' },
)

/** `<table>` of `<acpi>`: a file with ACPI tables for the guest. */
export interface AcpiTable extends Infer<typeof acpiTable> {}

const acpiTable = element(
  'table',
  {
    /**
     * What the file holds: one table (`raw`), several (`rawset`, Xen), a software licence (`slic`) or Microsoft's data
     * management table (`msdm`). Others than `slic` since libvirt 11.2.0.
     */
    type: required(
      attribute(
        newer(oneOf('raw rawset slic msdm'), { raw: '11.2.0', rawset: '11.2.0', msdm: '11.2.0' }),
      ),
    ),
    /** The absolute path of the file on the host. */
    path: required(content(absolutePath)),
  },
  { page: 'formatdomain.html#common-os-element-configuration' },
)

/** `<acpi>` of `<os>`: ACPI tables that the guest gets beside the machine's own. */
export interface OsAcpi extends Infer<typeof osAcpi> {}

const osAcpi = element(
  'acpi',
  {
    /** One file of tables; every type but `raw` once at most. */
    table: many(child<AcpiTable>(acpiTable)),
  },
  { page: 'formatdomain.html#common-os-element-configuration' },
)

/** `<os>`: how the guest starts. */
export interface Os extends Infer<typeof os> {}

export const os = element(
  'os',
  {
    /**
     * Lets libvirt choose the firmware, `bios` or `efi`, and fill in `loader` and `nvram`. Without it the hypervisor's own
     * default, or `loader`, is taken. Since libvirt 5.2.0.
     */
    firmware: attribute(oneOf('bios efi'), { in: ['hvm'], since: '5.2.0' }),
    /** What kind of operating system boots, and the machine it sees. */
    type: required(child<OsType>(osType)),
    /** What a firmware has to be able to do for libvirt to choose it. Since libvirt 7.2.0. */
    firmwareFeatures: child<FirmwareFeatures>(firmwareFeatures, {
      name: 'firmware',
      in: ['hvm'],
      since: '7.2.0',
    }),
    /** The program a container starts, as its path inside the container; `/sbin/init` where it is left out. */
    init: leaf(absolutePath, { in: ['exe'] }),
    /** One argument of the program a container starts; none where it is left out. */
    initarg: many(leaf(text, { in: ['exe'] })),
    /** One environment variable of the program a container starts. */
    initenv: many(child<InitEnv>(initenv, { in: ['exe'] })),
    /** The directory a container's program starts in. */
    initdir: leaf(absolutePath, { in: ['exe'] }),
    /** The user, by name or number, a container's program runs as; a `+` before a number keeps it from being a name. */
    inituser: leaf(matching(/[a-zA-Z0-9_+-]+/, 'the name or number of a user'), { in: ['exe'] }),
    /** The group, by name or number, a container's program runs as; goes with `inituser`. */
    initgroup: leaf(matching(/[a-zA-Z0-9_+-]+/, 'the name or number of a group'), { in: ['exe'] }),
    /** The firmware; needed by fully virtualized Xen guests, chosen by libvirt for others. Since libvirt 0.1.0. */
    loader: child<Loader>(loader, { in: ['hvm'], since: '0.1.0' }),
    /** Where UEFI keeps its variables; made by libvirt from the firmware's template where it is left out. Since libvirt 1.2.8. */
    nvram: child<OsNvram>(osNvram, { in: ['hvm'], since: '1.2.8' }),
    /**
     * Where UEFI keeps its variables in a device of QEMU instead of flash: secure boot on aarch64, and on x86 without SMM.
     * Instead of `nvram`. Since libvirt 12.1.0.
     */
    varstore: bare(child<OsVarstore>(osVarstore, { in: ['hvm'], since: '12.1.0' })),
    /** The absolute path of the kernel on the host, for a guest that boots without a boot loader. */
    kernel: leaf(absolutePath, { in: MACHINES }),
    /** The absolute path of the initial RAM disk on the host, beside `kernel`. */
    initrd: leaf(absolutePath, { in: MACHINES }),
    /** What the kernel, or the installer, gets as its command line, beside `kernel`. */
    cmdline: leaf(text, { in: MACHINES }),
    /** The path of a first UEFI program on the host, which checks the kernel under secure boot. Since libvirt 11.2.0. */
    shim: leaf(text, { in: MACHINES, since: '11.2.0' }),
    /** The absolute path of the device tree on the host. Since libvirt 1.0.4. */
    dtb: leaf(absolutePath, { in: MACHINES, since: '1.0.4' }),
    /** The guest's device of the root file system, for a kernel of Xen. */
    root: leaf(absolutePath, { in: MACHINES }),
    /** ACPI tables that the guest gets beside the machine's own. Since libvirt 1.3.5. */
    acpi: child<OsAcpi>(osAcpi, { in: ['hvm'], since: '1.3.5' }),
    /** The devices to boot from, tried in the order given. */
    boot: many(child<BootDevice>(bootDevice, { in: ['hvm'] })),
    /** The firmware's menu of boot devices; the hypervisor's default where it is left out. Since libvirt 0.8.3. */
    bootmenu: child<Bootmenu>(bootmenu, { in: ['hvm'], since: '0.8.3' }),
    /** Habits of a BIOS. Since libvirt 0.9.4. */
    bios: child<Bios>(bios, { in: ['hvm'], since: '0.9.4' }),
    /** Where the guest's SMBIOS tables come from; the hypervisor's default where it is left out. Since libvirt 0.8.7. */
    smbios: child<Smbios>(smbios, { in: ['hvm'], since: '0.8.7' }),
  },
  {
    by: 'type/value',
    choices: [atMostOne('nvram', 'varstore')],
    together: [['inituser', 'initgroup']],
    page: 'formatdomain.html#operating-system-booting',
  },
)
