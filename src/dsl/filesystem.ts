import type { Fluent } from '../schema/core/element.ts'
import { type Filesystem, type FilesystemSource, filesystem } from '../schema/domain/filesystem.ts'
import { filesystemDriver } from '../schema/domain/filesystem-driver.ts'
import { type Size, type SizeText, sizeIn } from '../schema/domain/size.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<filesystem>`: one method a field, and `.queue()` of its driver. */
export interface FilesystemBuilder
  extends Fluent<typeof filesystem, FilesystemBuilder>,
    Pick<Fluent<typeof filesystemDriver, FilesystemBuilder>, 'queue'> {}
export class FilesystemBuilder extends Builder<Filesystem> {}
derive(FilesystemBuilder, filesystem)
derive(FilesystemBuilder, filesystemDriver, ['driver'], ['queue'])

/**
 * A directory of the host that the guest mounts by its tag (`mount -t virtiofs data /mnt`): the fast way. It takes
 * memory that the host can share, as `.sharedMemory()` has it.
 *
 * @example
 * domain('fv0').hvm().sharedMemory().filesystem(virtiofs('/srv/data', 'data'))
 * // <filesystem type="mount" accessmode="passthrough">
 * //   <driver type="virtiofs"/>
 * //   <source dir="/srv/data"/>
 * //   <target dir="data"/>
 * // </filesystem>
 */
export const virtiofs = word(FilesystemBuilder, filesystem, (directory: string, tag: string) => ({
  type: 'mount',
  accessmode: 'passthrough',
  driver: { type: 'virtiofs' },
  source: { dir: directory },
  target: { dir: tag },
}))

/**
 * A directory of the host that the guest mounts by its tag (`mount -t 9p data /mnt`), with no more than QEMU.
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
export const p9 = word(FilesystemBuilder, filesystem, (directory: string, tag: string) => ({
  type: 'mount',
  driver: { type: 'path' },
  source: { dir: directory },
  target: { dir: tag },
}))

/**
 * A directory of the host that a container has mounted.
 *
 * @example
 * domain('ct0').exe().filesystem(mount('/srv/ct0', '/'))
 * // <filesystem type="mount">
 * //   <source dir="/srv/ct0"/>
 * //   <target dir="/"/>
 * // </filesystem>
 */
export const mount = word(FilesystemBuilder, filesystem, (directory: string, at: string) => ({
  type: 'mount',
  source: { dir: directory },
  target: { dir: at },
}))

/**
 * A directory of a container that it sees at a second place too.
 *
 * @example
 * domain('ct0').exe().filesystem(bindMount('/srv', '/mnt/srv'))
 * // <filesystem type="bind">
 * //   <source dir="/srv"/>
 * //   <target dir="/mnt/srv"/>
 * // </filesystem>
 */
export const bindMount = word(FilesystemBuilder, filesystem, (directory: string, at: string) => ({
  type: 'bind',
  source: { dir: directory },
  target: { dir: at },
}))

/**
 * A file system of a container that is in memory alone.
 *
 * @example
 * domain('ct0').exe().filesystem(ramfs('64MiB', '/tmp'))
 * // <filesystem type="ram">
 * //   <source usage="64" units="MiB"/>
 * //   <target dir="/tmp"/>
 * // </filesystem>
 */
export const ramfs = word(
  FilesystemBuilder,
  filesystem,
  (size: number | SizeText | Size, at: string) => ({
    type: 'ram',
    source: usage(size),
    target: { dir: at },
  }),
)

function usage(size: number | SizeText | Size): FilesystemSource {
  const { value, unit } = typeof size === 'object' ? size : (sizeIn('value')(size) as Partial<Size>)
  return { usage: value, units: unit }
}
