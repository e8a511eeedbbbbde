import { type Disk, disk, diskTarget } from '../schema/disk.ts'
import type { Fluent } from '../schema/element.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<disk>`: one method a field, and `.bus()` of its target. */
export interface DiskBuilder
  extends Fluent<typeof disk, DiskBuilder>,
    Pick<Fluent<typeof diskTarget, DiskBuilder>, 'bus'> {}
export class DiskBuilder extends Builder<Disk> {}
derive(DiskBuilder, disk)
derive(DiskBuilder, diskTarget, ['target'], ['bus'])

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
export const cdrom = word(DiskBuilder, disk, (image?: string) => ({
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
export const floppy = word(DiskBuilder, disk, (image?: string) => ({
  type: 'file',
  device: 'floppy',
  source: image === undefined ? undefined : { file: image },
}))
