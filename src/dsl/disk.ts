import type { Fluent } from '../schema/core/element.ts'
import { type Disk, disk, diskTarget } from '../schema/domain/disk.ts'
import type { ImageFormat } from '../schema/domain/disk-format.ts'
import type { AuthSecret, EncryptionSecret } from '../schema/domain/disk-secret.ts'
import type { DiskSource } from '../schema/domain/disk-source.ts'
import type { PciAddress } from '../schema/domain/pci-address.ts'
import {
  childAt,
  InvalidValue,
  isNode,
  type Node,
  type Problem,
  scalarAt,
  slotOf,
} from '../tree/node.ts'
import {
  addMethods,
  Builder,
  derive,
  factory,
  type ShorthandMethods,
  singleUse,
} from './builder.ts'

const shorthands = {
  /**
   * Sets the user name for a network disk, and the libvirt secret that contains the password.
   *
   * @example
   * rbd('pool/fv0', 'mon0').login('libvirt', { type: 'ceph', usage: 'ceph libvirt' })
   * // <source protocol="rbd" name="pool/fv0">
   * //   <host name="mon0"/>
   * //   <auth username="libvirt">
   * //     <secret type="ceph" usage="ceph libvirt"/>
   * //   </auth>
   * // </source>
   */
  login: (username: string, secret: AuthSecret): Partial<Disk> => ({
    source: { auth: { username, secret } },
  }),

  /**
   * Marks the image as encrypted with LUKS, and sets the libvirt secret that contains the passphrase.
   *
   * @example
   * file('/fv0.luks').luks({ usage: 'luks fv0' })
   * // <source file="/fv0.luks">
   * //   <encryption format="luks">
   * //     <secret type="passphrase" usage="luks fv0"/>
   * //   </encryption>
   * // </source>
   */
  luks: (secret: Omit<EncryptionSecret, 'type'>): Partial<Disk> => ({
    source: {
      encryption: { format: 'luks', secret: { type: 'passphrase', ...secret } },
    },
  }),

  /**
   * Sets the backing image. The image of the disk is then an overlay on the backing image. `format` is `qcow2` by default. A
   * second call is an error, because an image has only one backing image. For a longer chain, pass an object to
   * `.backingStore()`. Call `.backingStore()` without arguments to declare that the disk has no backing image.
   *
   * @example
   * file('/fv0.qcow2').backedBy('/base.qcow2')
   * // <backingStore type="file">
   * //   <format type="qcow2"/>
   * //   <source file="/base.qcow2"/>
   * // </backingStore>
   */
  backedBy: singleUse(
    (path: string, format: ImageFormat['type'] = 'qcow2'): Partial<Disk> => ({
      backingStore: { type: 'file', format: { type: format }, source: { file: path } },
    }),
    findBackingImage,
  ),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Disk>>>

function findBackingImage(disk: Node): Problem | undefined {
  const backing = slotOf(disk, 'backingStore')?.value
  if (backing instanceof InvalidValue) return backing.problem
  const source = isNode(backing) ? childAt(backing, 'source') : undefined
  if (!source) return undefined
  const image = ['file', 'dev', 'name', 'volume'].map(key => scalarAt(source, key)).find(Boolean)
  return {
    message:
      image === undefined
        ? 'this disk already has a backing image'
        : `"${image}" is already the backing image of this disk`,
    help: 'for a longer backing chain, use .backingStore({ …, backingStore: { … } }); to use a different backing image, call .backingStore() on a disk that has no backing image yet',
  }
}

/**
 * The builder for a `<disk>` element, with one method for each field of the element. `.bus()` sets
 * the bus of the target, and `.login()`, `.luks()` and `.backedBy()` are shorthands for nested
 * elements.
 */
export interface DiskBuilder
  extends Fluent<typeof disk, DiskBuilder>,
    Pick<Fluent<typeof diskTarget, DiskBuilder>, 'bus'>,
    ShorthandMethods<typeof shorthands, DiskBuilder> {}
export class DiskBuilder extends Builder<Disk> {}
derive(DiskBuilder, disk)
derive(DiskBuilder, diskTarget, ['target'], ['bus'])
addMethods(DiskBuilder, shorthands)

/**
 * A disk backed by an image file on the host. vmc derives the format from the file extension:
 * `.qcow2` means qcow2, and `.img` means raw. On the bus `nvme` (since libvirt 11.5.0), the disk
 * needs a serial number.
 *
 * @example
 * domain('fv0').hvm().disk(file('/var/lib/libvirt/images/fv0.qcow2'))
 * // <disk type="file" device="disk">
 * //   <driver name="qemu" type="qcow2"/>
 * //   <source file="/var/lib/libvirt/images/fv0.qcow2"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 *
 * @example
 * domain('fv0').hvm().disk(file('/var/lib/libvirt/images/fv0.qcow2').bus('nvme').serial('A1'))
 * // <disk type="file" device="disk">
 * //   <driver name="qemu" type="qcow2"/>
 * //   <source file="/var/lib/libvirt/images/fv0.qcow2"/>
 * //   <target dev="nvme0n1" bus="nvme"/>
 * //   <serial>A1</serial>
 * // </disk>
 */
export const file = factory(DiskBuilder, disk, (path: string) => ({
  type: 'file',
  device: 'disk',
  source: { file: path },
}))

/**
 * A disk backed by a block device of the host, such as a logical volume or a partition.
 *
 * @example
 * domain('fv0').hvm().disk(block('/dev/vg0/fv0'))
 * // <disk type="block" device="disk">
 * //   <source dev="/dev/vg0/fv0"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const block = factory(DiskBuilder, disk, (path: string) => ({
  type: 'block',
  device: 'disk',
  source: { dev: path },
}))

/**
 * A CD-ROM drive, read-only, with the given image file inserted. Without an image the drive is
 * empty.
 *
 * @example
 * domain('fv0').hvm().cdrom('/iso/debian-13.iso')
 * // <disk type="file" device="cdrom">
 * //   <driver name="qemu" type="raw"/>
 * //   <source file="/iso/debian-13.iso"/>
 * //   <target dev="sda" bus="sata"/>
 * //   <readonly/>
 * // </disk>
 */
export const cdrom = factory(DiskBuilder, disk, (image: string | undefined = undefined) => ({
  type: 'file',
  device: 'cdrom',
  source: image === undefined ? undefined : { file: image },
  readonly: true,
}))

/**
 * A floppy drive with the given image file inserted. Without an image the drive is empty.
 *
 * @example
 * domain('fv0').hvm().floppy('/images/drivers.img')
 * // <disk type="file" device="floppy">
 * //   <driver name="qemu" type="raw"/>
 * //   <source file="/images/drivers.img"/>
 * //   <target dev="fda" bus="fdc"/>
 * // </disk>
 */
export const floppy = factory(DiskBuilder, disk, (image: string | undefined = undefined) => ({
  type: 'file',
  device: 'floppy',
  source: image === undefined ? undefined : { file: image },
}))

/**
 * A SCSI device of the host, passed through to the guest. The device itself receives the SCSI commands of the guest.
 *
 * @example
 * domain('fv0').hvm().disk(lun('/dev/disk/by-id/wwn-0x5000c50015ea71ad'))
 * // <disk type="block" device="lun">
 * //   <source dev="/dev/disk/by-id/wwn-0x5000c50015ea71ad"/>
 * //   <target dev="sda" bus="scsi"/>
 * // </disk>
 */
export const lun = factory(DiskBuilder, disk, (path: string) => ({
  type: 'block',
  device: 'lun',
  source: { dev: path },
}))

/**
 * A disk backed by a volume in a libvirt storage pool. vmc derives the format from the file
 * extension in the volume's name.
 *
 * @example
 * domain('fv0').hvm().disk(volume('default', 'fv0.qcow2'))
 * // <disk type="volume" device="disk">
 * //   <driver name="qemu" type="qcow2"/>
 * //   <source pool="default" volume="fv0.qcow2"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const volume = factory(DiskBuilder, disk, (pool: string, name: string) => ({
  type: 'volume',
  device: 'disk',
  source: { pool, volume: name },
}))

/**
 * A disk backed by a namespace of an NVMe controller of the host. `address` is the PCI address of
 * the controller. `namespace` defaults to 1. QEMU accesses the controller directly, without the
 * host's NVMe driver. Since libvirt 6.0.0.
 *
 * @example
 * domain('fv0').hvm().disk(nvme('0000:01:00.0'))
 * // <disk type="nvme" device="disk">
 * //   <source type="pci" managed="yes" namespace="1">
 * //     <address domain="0x0000" bus="0x01" slot="0x00" function="0x0"/>
 * //   </source>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const nvme = factory(
  DiskBuilder,
  disk,
  (address: string | PciAddress, namespace: DiskSource['namespace'] = 1) => ({
    type: 'nvme',
    device: 'disk',
    source: { type: 'pci', managed: true, namespace, address },
  }),
)

/**
 * A disk whose data another process on the host provides over vhost-user, such as SPDK. The process listens on `socket`. The
 * guest's memory must be shared: see `.sharedMemory()`. Since libvirt 7.1.0.
 *
 * @example
 * domain('fv0').hvm().sharedMemory().disk(vhostUserDisk('/run/spdk/fv0.sock'))
 * // <disk type="vhostuser" device="disk">
 * //   <source type="unix" path="/run/spdk/fv0.sock"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const vhostUserDisk = factory(DiskBuilder, disk, (socket: string) => ({
  type: 'vhostuser',
  device: 'disk',
  source: { type: 'unix', path: socket },
}))

/**
 * A disk whose data vDPA hardware of the host provides. The guest's memory must be shared: see `.sharedMemory()`. Since libvirt
 * 9.8.0.
 *
 * @example
 * domain('fv0').hvm().sharedMemory().disk(vhostVdpaDisk('/dev/vhost-vdpa-0'))
 * // <disk type="vhostvdpa" device="disk">
 * //   <source dev="/dev/vhost-vdpa-0"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const vhostVdpaDisk = factory(DiskBuilder, disk, (device: string) => ({
  type: 'vhostvdpa',
  device: 'disk',
  source: { dev: device },
}))

/**
 * A directory on the host, presented to the guest as a read-only FAT disk.
 *
 * @example
 * domain('fv0').hvm().disk(dirDisk('/srv/drivers'))
 * // <disk type="dir" device="disk">
 * //   <driver name="qemu" type="fat"/>
 * //   <source dir="/srv/drivers"/>
 * //   <target dev="vda" bus="virtio"/>
 * //   <readonly/>
 * // </disk>
 */
export const dirDisk = factory(DiskBuilder, disk, (path: string) => ({
  type: 'dir',
  device: 'disk',
  driver: { name: 'qemu', type: 'fat' },
  source: { dir: path },
  readonly: true,
}))
