import type { Fluent } from '../schema/core/element.ts'
import { type Filesystem, type FilesystemSource, filesystem } from '../schema/domain/filesystem.ts'
import { filesystemDriver } from '../schema/domain/filesystem-driver.ts'
import { type Size, type SizeText, sizeIn } from '../schema/domain/size.ts'
import { Builder, derive, factory } from './builder.ts'

/**
 * The builder for a `<filesystem>` element, with one method for each field of the element.
 * `.queue()` sets an attribute of the `<driver>` in the element.
 */
export interface FilesystemBuilder
  extends Fluent<typeof filesystem, FilesystemBuilder>,
    Pick<Fluent<typeof filesystemDriver, FilesystemBuilder>, 'queue'> {}
export class FilesystemBuilder extends Builder<Filesystem> {}
derive(FilesystemBuilder, filesystem)
derive(FilesystemBuilder, filesystemDriver, ['driver'], ['queue'])

/**
 * A host directory shared with the guest over virtiofs, the fastest way to share files. The guest
 * mounts the directory by its tag: `mount -t virtiofs data /mnt`. The guest's memory must be
 * shared: see `.sharedMemory()`. Since libvirt 6.2.0.
 *
 * @example
 * domain('fv0').hvm().sharedMemory().filesystem(virtiofs('/srv/data', 'data'))
 * // <filesystem type="mount" accessmode="passthrough">
 * //   <driver type="virtiofs"/>
 * //   <source dir="/srv/data"/>
 * //   <target dir="data"/>
 * // </filesystem>
 */
export const virtiofs = factory(
  FilesystemBuilder,
  filesystem,
  (directory: string, tag: string) => ({
    type: 'mount',
    accessmode: 'passthrough',
    driver: { type: 'virtiofs' },
    source: { dir: directory },
    target: { dir: tag },
  }),
)

/**
 * A host directory shared with the guest over 9p, which QEMU provides without another process. The guest mounts the directory
 * by its tag: `mount -t 9p data /mnt`.
 *
 * @example
 * domain('fv0').hvm().filesystem(p9('/srv/data', 'data').accessmode('mapped').readonly())
 * // <filesystem type="mount" accessmode="mapped">
 * //   <driver type="path"/>
 * //   <source dir="/srv/data"/>
 * //   <target dir="data"/>
 * //   <readonly/>
 * // </filesystem>
 */
export const p9 = factory(FilesystemBuilder, filesystem, (directory: string, tag: string) => ({
  type: 'mount',
  driver: { type: 'path' },
  source: { dir: directory },
  target: { dir: tag },
}))

/**
 * A host directory mounted in a container. `at` is the mount point in the container.
 *
 * @example
 * domain('ct0').exe().filesystem(mount('/srv/ct0', '/'))
 * // <filesystem type="mount">
 * //   <source dir="/srv/ct0"/>
 * //   <target dir="/"/>
 * // </filesystem>
 */
export const mount = factory(FilesystemBuilder, filesystem, (directory: string, at: string) => ({
  type: 'mount',
  source: { dir: directory },
  target: { dir: at },
}))

/**
 * A directory of a container that is also mounted at another path in the same container.
 *
 * @example
 * domain('ct0').exe().filesystem(bindMount('/srv', '/mnt/srv'))
 * // <filesystem type="bind">
 * //   <source dir="/srv"/>
 * //   <target dir="/mnt/srv"/>
 * // </filesystem>
 */
export const bindMount = factory(
  FilesystemBuilder,
  filesystem,
  (directory: string, at: string) => ({
    type: 'bind',
    source: { dir: directory },
    target: { dir: at },
  }),
)

/**
 * An in-memory file system (tmpfs) of a container. `size` is the maximum size of its contents. If `size` is a number without a
 * unit, it is in KiB. `at` is the mount point in the container.
 *
 * @example
 * domain('ct0').exe().filesystem(ramfs('64MiB', '/tmp'))
 * // <filesystem type="ram">
 * //   <source usage="64" units="MiB"/>
 * //   <target dir="/tmp"/>
 * // </filesystem>
 */
export const ramfs = factory(
  FilesystemBuilder,
  filesystem,
  (size: number | SizeText | Size, at: string) => ({
    type: 'ram',
    source: ramSource(size),
    target: { dir: at },
  }),
)

function ramSource(size: number | SizeText | Size): FilesystemSource {
  const { value, unit } = typeof size === 'object' ? size : (sizeIn('value')(size) as Partial<Size>)
  return { usage: value, units: unit }
}
