import { absolutePath, collapse, matching, oneOf, text, unsignedLong } from '../core/codec.ts'
import {
  attribute,
  child,
  either,
  element,
  flag,
  type Infer,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  type DeviceBoot,
  deviceAcpi,
  deviceBoot,
  virtioModel,
} from './device.ts'
import {
  type FilesystemBinary,
  type FilesystemDriver,
  filesystemBinary,
  filesystemDriver,
} from './filesystem-driver.ts'
import { type Idmap, idmap } from './idmap.ts'
import { type ByteSize, byteSize, unit } from './size.ts'

const octal = matching(/0[0-7]{3}|[0-7]{1,3}/, 'permissions in octal, as "644"')
const mode = { ...octal, test: (candidate: string) => octal.test(collapse(candidate)) }

/** `<source>` of a file system: what of the host the guest gets. */
export interface FilesystemSource extends Infer<typeof filesystemSource> {}

const filesystemSource = element(
  'source',
  {
    /** The image with the file system, for type `file`. */
    file: requiredIn(['file'], attribute(absolutePath)),
    /** The block device with the file system, for type `block`. */
    dev: requiredIn(['block'], attribute(absolutePath)),
    /** The directory: of the host for type `mount`, of the guest itself for type `bind`. */
    dir: requiredIn(
      ['bind'],
      attribute(matching(/\/.*/, 'an absolute path, as "/srv/data"'), { in: ['mount', 'bind'] }),
    ),
    /** The socket of a virtiofsd that runs already, instead of `dir`. */
    socket: attribute(absolutePath, { in: ['mount'] }),
    /** The name of the OpenVZ template, for type `template`. */
    name: requiredIn(
      ['template'],
      attribute(matching(/[a-zA-Z0-9_+-]+/, 'letters, digits, "_", "+" and "-"')),
    ),
    /** The most memory that it takes, for type `ram`: in KiB where there are no `units`. */
    usage: requiredIn(['ram'], attribute(unsignedLong)),
    /** The unit of `usage`; KiB where it is left out. */
    units: attribute(unit, { in: ['ram'], default: 'KiB' }),
  },
  {
    by: '../type',
    choices: [{ ...either('dir', 'socket'), in: ['mount'] }],
    page: 'formatdomain.html#filesystems',
  },
)

/** `<target>` of a file system: where the guest finds it. */
export interface FilesystemTarget extends Infer<typeof filesystemTarget> {}

const filesystemTarget = element(
  'target',
  {
    /** The directory where a container has it mounted; under QEMU a tag by which the guest mounts it. */
    dir: required(attribute(text)),
  },
  { lead: 'dir', page: 'formatdomain.html#filesystems' },
)

/** `<filesystem>`: a directory of the host, or another file system, that the guest shares. */
export interface Filesystem extends Infer<typeof filesystem> {}

export const filesystem = element(
  'filesystem',
  {
    /** What the source is: for QEMU a `mount`, a directory; `mount` where it is left out. */
    type: attribute(oneOf('file block mount bind template ram'), { default: 'mount' }),
    /**
     * Whose permissions count: those of the guest's user (`passthrough`), those of the emulator (`mapped`, which keeps the
     * guest's in extended attributes), or the guest's as far as the emulator may (`squash`). `passthrough` where it is left
     * out, and with virtiofs always. Since libvirt 0.8.5.
     */
    accessmode: attribute(oneOf('passthrough mapped squash'), {
      default: 'passthrough',
      since: '0.8.5',
    }),
    /** The model of the virtio device. Since libvirt 5.2.0. */
    model: attribute(virtioModel, { since: '5.2.0' }),
    /**
     * What 9p does where the directory spans several file systems, whose files may have one number: `remap` the numbers,
     * `forbid` all but the first file system, or only `warn`. Since libvirt 6.3.0.
     */
    multidevs: attribute(oneOf('default remap forbid warn'), { since: '6.3.0' }),
    /** The permissions of new files, with accessmode `mapped`; 600 where it is left out. Since libvirt 6.10.0. */
    fmode: attribute(mode, { since: '6.10.0' }),
    /** The permissions of new directories, with accessmode `mapped`; 700 where it is left out. Since libvirt 6.10.0. */
    dmode: attribute(mode, { since: '6.10.0' }),
    /** What serves it. Since libvirt 1.0.6. */
    driver: child<FilesystemDriver>(filesystemDriver, { since: '1.0.6' }),
    /** How virtiofsd is run, for virtiofs. Since libvirt 6.2.0. */
    binary: child<FilesystemBinary>(filesystemBinary, { in: ['mount'], since: '6.2.0' }),
    /** What of the host the guest gets. */
    source: required(child<FilesystemSource>(filesystemSource)),
    /** The users and groups of the host that the guest's become, for virtiofs. Since libvirt 10.0.0. */
    idmap: child<Idmap>(idmap, { in: ['mount'], since: '10.0.0' }),
    /** Where the guest finds it. */
    target: required(child<FilesystemTarget>(filesystemTarget)),
    /** The guest cannot write to it. With virtiofs since libvirt 11.0.0. */
    readonly: flag(),
    /** Its place in the boot order. */
    boot: child<DeviceBoot>(deviceBoot),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
    /** The most that the guest can store, under OpenVZ. Since libvirt 0.9.13. */
    space_hard_limit: child<ByteSize>(byteSize, { since: '0.9.13' }),
    /** What the guest can store for long; for a while it may go beyond, up to the hard limit, under OpenVZ. Since libvirt 0.9.13. */
    space_soft_limit: child<ByteSize>(byteSize, { since: '0.9.13' }),
  },
  { by: 'type', page: 'formatdomain.html#filesystems' },
)
