import type { Fluent } from '../schema/core/element.ts'
import { type Disk, disk, diskTarget } from '../schema/domain/disk.ts'
import type { ImageFormat } from '../schema/domain/disk-format.ts'
import type { AuthSecret, EncryptionSecret } from '../schema/domain/disk-secret.ts'
import type { DiskSource } from '../schema/domain/disk-source.ts'
import type { PciAddress } from '../schema/domain/pci-address.ts'
import { childAt, isNode, Misfit, type Node, type Problem, scalarAt, slotOf } from '../tree/node.ts'
import { Builder, derive, once, type Spoken, speak, word } from './builder.ts'

const pieces = {
  /**
   * Says who asks for a disk on the network, and which of libvirt's secrets holds the password.
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
   * Says that the image is encrypted with LUKS, and which of libvirt's secrets holds the passphrase.
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
   * The file that this image is a layer over. A disk has one such file: a second call is an error. Write a longer chain with
   * `.backingStore()`, which can also say that there is no such file.
   *
   * @example
   * file('/fv0.qcow2').backedBy('/base.qcow2')
   * // <backingStore type="file">
   * //   <format type="qcow2"/>
   * //   <source file="/base.qcow2"/>
   * // </backingStore>
   */
  backedBy: once(
    (path: string, format: ImageFormat['type'] = 'qcow2'): Partial<Disk> => ({
      backingStore: { type: 'file', format: { type: format }, source: { file: path } },
    }),
    backedAlready,
  ),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Disk>>>

function backedAlready(disk: Node): Problem | undefined {
  const backing = slotOf(disk, 'backingStore')?.value
  if (backing instanceof Misfit) return backing.problem
  const source = isNode(backing) ? childAt(backing, 'source') : undefined
  if (!source) return undefined
  const image = ['file', 'dev', 'name', 'volume'].map(key => scalarAt(source, key)).find(Boolean)
  return {
    message:
      image === undefined
        ? 'this disk already has a backing image'
        : `"${image}" is already the backing image of this disk`,
    help: 'write a chain with .backingStore({ …, backingStore: { … } }), or start from the disk without a backing image',
  }
}

/** Builds a `<disk>`: one method a field, `.bus()` of its target, and what is often said of its source. */
export interface DiskBuilder
  extends Fluent<typeof disk, DiskBuilder>,
    Pick<Fluent<typeof diskTarget, DiskBuilder>, 'bus'>,
    Spoken<typeof pieces, DiskBuilder> {}
export class DiskBuilder extends Builder<Disk> {}
derive(DiskBuilder, disk)
derive(DiskBuilder, diskTarget, ['target'], ['bus'])
speak(DiskBuilder, pieces)

/**
 * A disk whose bytes are in a file of the host; its format follows the file's extension.
 *
 * @example
 * domain('fv0').hvm().disk(file('/var/lib/libvirt/images/fv0.qcow2'))
 * // <disk type="file" device="disk">
 * //   <driver name="qemu" type="qcow2"/>
 * //   <source file="/var/lib/libvirt/images/fv0.qcow2"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const file = word(DiskBuilder, disk, (path: string) => ({
  type: 'file',
  device: 'disk',
  source: { file: path },
}))

/**
 * A disk whose bytes are on a block device of the host, such as a logical volume.
 *
 * @example
 * domain('fv0').hvm().disk(block('/dev/vg0/fv0'))
 * // <disk type="block" device="disk">
 * //   <source dev="/dev/vg0/fv0"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const block = word(DiskBuilder, disk, (path: string) => ({
  type: 'block',
  device: 'disk',
  source: { dev: path },
}))

/**
 * A CD-ROM drive with an image in it, or an empty one.
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
export const cdrom = word(DiskBuilder, disk, (image: string | undefined = undefined) => ({
  type: 'file',
  device: 'cdrom',
  source: image === undefined ? undefined : { file: image },
  readonly: true,
}))

/**
 * A floppy drive with an image in it, or an empty one.
 *
 * @example
 * domain('fv0').hvm().floppy('/images/drivers.img')
 * // <disk type="file" device="floppy">
 * //   <driver name="qemu" type="raw"/>
 * //   <source file="/images/drivers.img"/>
 * //   <target dev="fda" bus="fdc"/>
 * // </disk>
 */
export const floppy = word(DiskBuilder, disk, (image: string | undefined = undefined) => ({
  type: 'file',
  device: 'floppy',
  source: image === undefined ? undefined : { file: image },
}))

/**
 * A SCSI device of the host that takes the guest's SCSI commands itself.
 *
 * @example
 * domain('fv0').hvm().disk(lun('/dev/disk/by-id/wwn-0x5000c50015ea71ad'))
 * // <disk type="block" device="lun">
 * //   <source dev="/dev/disk/by-id/wwn-0x5000c50015ea71ad"/>
 * //   <target dev="sda" bus="scsi"/>
 * // </disk>
 */
export const lun = word(DiskBuilder, disk, (path: string) => ({
  type: 'block',
  device: 'lun',
  source: { dev: path },
}))

/**
 * A disk in a volume of one of libvirt's storage pools; its format follows the extension of the volume's name.
 *
 * @example
 * domain('fv0').hvm().disk(volume('default', 'fv0.qcow2'))
 * // <disk type="volume" device="disk">
 * //   <driver name="qemu" type="qcow2"/>
 * //   <source pool="default" volume="fv0.qcow2"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const volume = word(DiskBuilder, disk, (pool: string, name: string) => ({
  type: 'volume',
  device: 'disk',
  source: { pool, volume: name },
}))

/**
 * A namespace of an NVMe controller of the host, past the host's own driver.
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
export const nvme = word(
  DiskBuilder,
  disk,
  (address: string | PciAddress, namespace: DiskSource['namespace'] = 1) => ({
    type: 'nvme',
    device: 'disk',
    source: { type: 'pci', managed: true, namespace, address },
  }),
)

/**
 * A disk that another process of the host serves over vhost-user, such as SPDK. The guest's memory has to be shared.
 *
 * @example
 * domain('fv0').hvm().sharedMemory().disk(vhostUserDisk('/run/spdk/fv0.sock'))
 * // <disk type="vhostuser" device="disk">
 * //   <source type="unix" path="/run/spdk/fv0.sock"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const vhostUserDisk = word(DiskBuilder, disk, (socket: string) => ({
  type: 'vhostuser',
  device: 'disk',
  source: { type: 'unix', path: socket },
}))

/**
 * A disk that vDPA hardware of the host serves. The guest's memory has to be shared.
 *
 * @example
 * domain('fv0').hvm().sharedMemory().disk(vhostVdpaDisk('/dev/vhost-vdpa-0'))
 * // <disk type="vhostvdpa" device="disk">
 * //   <source dev="/dev/vhost-vdpa-0"/>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const vhostVdpaDisk = word(DiskBuilder, disk, (device: string) => ({
  type: 'vhostvdpa',
  device: 'disk',
  source: { dev: device },
}))

/**
 * A directory of the host, which the guest sees as a FAT disk that it can only read.
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
export const dirDisk = word(DiskBuilder, disk, (path: string) => ({
  type: 'dir',
  device: 'disk',
  driver: { name: 'qemu', type: 'fat' },
  source: { dir: path },
  readonly: true,
}))
