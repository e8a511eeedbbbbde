import {
  absolutePath,
  collapseWhitespace,
  matching,
  oneOf,
  text,
  unsignedLong,
} from '../core/codec.ts'
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

const octal = matching(/0[0-7]{3}|[0-7]{1,3}/, 'octal permissions such as "644"')
const mode = { ...octal, test: (candidate: string) => octal.test(collapseWhitespace(candidate)) }

/** `<source>` of a file system: the directory, image or device that the guest accesses. */
export interface FilesystemSource extends Infer<typeof filesystemSource> {}

const filesystemSource = element(
  'source',
  {
    /** The absolute path of the host's image file that contains the file system, for type `file`. */
    file: requiredIn(['file'], attribute(absolutePath)),
    /** The absolute path of the host's block device that contains the file system, for type `block`. */
    dev: requiredIn(['block'], attribute(absolutePath)),
    /**
     * The absolute path of the directory that the guest accesses. For type `mount`, the directory is on the host. For
     * type `bind`, the directory is in the guest.
     */
    dir: requiredIn(
      ['bind'],
      attribute(matching(/\/.*/, 'an absolute path such as "/srv/data"'), {
        in: ['mount', 'bind'],
      }),
    ),
    /** The path of the UNIX socket of a virtiofsd process that already runs. Cannot be combined with `dir`. */
    socket: attribute(absolutePath, { in: ['mount'] }),
    /** The name of the OpenVZ template that provides the file system, for type `template`. */
    name: requiredIn(
      ['template'],
      attribute(matching(/[a-zA-Z0-9_+-]+/, 'letters, digits, "_", "+" and "-"')),
    ),
    /** The maximum amount of memory for an in-memory file system (type `ram`), in the unit that `units` sets. */
    usage: requiredIn(['ram'], attribute(unsignedLong)),
    /** The unit of the amount of memory in `usage`. Default: KiB. */
    units: attribute(unit, { in: ['ram'], default: 'KiB' }),
  },
  {
    variantBy: '../type',
    choices: [{ ...either('dir', 'socket'), in: ['mount'] }],
    page: 'formatdomain.html#filesystems',
  },
)

/** `<target>` of a file system: the mount point, or the tag with which the guest mounts the file system. */
export interface FilesystemTarget extends Infer<typeof filesystemTarget> {}

const filesystemTarget = element(
  'target',
  {
    /**
     * In a container, the directory where the file system is mounted. With QEMU, the tag with which the guest mounts
     * the file system.
     */
    dir: required(attribute(text)),
  },
  { lead: 'dir', page: 'formatdomain.html#filesystems' },
)

/** `<filesystem>`: a host directory or another file system that the guest can access. */
export interface Filesystem extends Infer<typeof filesystem> {}

export const filesystem = element(
  'filesystem',
  {
    /** The kind of file system source. QEMU supports only `mount`, a directory of the host. Default: `mount`. */
    type: attribute(oneOf('file block mount bind template ram'), { default: 'mount' }),
    /**
     * The permissions of the files on the host. With `passthrough`, files have the permissions that the guest's user sets.
     * With `mapped`, files have the permissions of the emulator, and the permissions that the guest sets are stored in
     * extended attributes. `squash` is like `passthrough`, but errors are ignored if the emulator is not permitted to set
     * permissions. virtiofs supports only `passthrough`. Default: `passthrough`. Since libvirt 0.8.5.
     */
    accessmode: attribute(oneOf('passthrough mapped squash'), {
      default: 'passthrough',
      since: '0.8.5',
    }),
    /** The model of the virtio device that provides the file system. Since libvirt 5.2.0. */
    model: attribute(virtioModel, { since: '5.2.0' }),
    /**
     * How 9p reacts if the directory contains several host file systems, in which different files may have the same ID
     * (inode number). `remap` changes the IDs, `forbid` denies access to all but the first file system, and `warn` only
     * logs a warning. Since libvirt 6.3.0.
     */
    multidevs: attribute(oneOf('default remap forbid warn'), { since: '6.3.0' }),
    /**
     * The permissions of new files in the host directory, in octal, for accessmode `mapped`. Default: 600. Since
     * libvirt 6.10.0.
     */
    fmode: attribute(mode, { since: '6.10.0' }),
    /**
     * The permissions of new directories in the host directory, in octal, for accessmode `mapped`. Default: 700. Since
     * libvirt 6.10.0.
     */
    dmode: attribute(mode, { since: '6.10.0' }),
    /** The driver that provides the file system to the guest. Since libvirt 1.0.6. */
    driver: child<FilesystemDriver>(filesystemDriver, { since: '1.0.6' }),
    /** The settings of virtiofsd, the virtiofs daemon on the host. Since libvirt 6.2.0. */
    binary: child<FilesystemBinary>(filesystemBinary, { in: ['mount'], since: '6.2.0' }),
    /** The directory, image or device that the guest accesses as a file system. */
    source: required(child<FilesystemSource>(filesystemSource)),
    /**
     * The users and groups of the host to which the guest's users and groups are mapped, for virtiofs. Since libvirt
     * 10.0.0.
     */
    idmap: child<Idmap>(idmap, { in: ['mount'], since: '10.0.0' }),
    /** The mount point in the guest, or the tag with which the guest mounts the file system. */
    target: required(child<FilesystemTarget>(filesystemTarget)),
    /** Whether the file system is read-only for the guest. Supported for virtiofs since libvirt 11.0.0. */
    readonly: flag(),
    /** The position of the virtiofs device in the boot order. */
    boot: child<DeviceBoot>(deviceBoot),
    /** The name that libvirt and QEMU use for the file system device. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the file system device to the guest. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the file system device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
    /** The maximum amount of disk space that the guest can use on the file system, for OpenVZ. Since libvirt 0.9.13. */
    space_hard_limit: child<ByteSize>(byteSize, { since: '0.9.13' }),
    /**
     * The amount of disk space that the guest can use permanently on the file system, for OpenVZ. For a limited time,
     * the guest may use more space, up to `space_hard_limit`. Since libvirt 0.9.13.
     */
    space_soft_limit: child<ByteSize>(byteSize, { since: '0.9.13' }),
  },
  { variantBy: 'type', page: 'formatdomain.html#filesystems' },
)
