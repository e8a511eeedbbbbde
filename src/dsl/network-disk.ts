import { type Disk, disk } from '../schema/domain/disk.ts'
import type { DiskHost } from '../schema/domain/disk-network.ts'
import type { DiskSource } from '../schema/domain/disk-source.ts'
import { reversible, word } from './builder.ts'
import { DiskBuilder } from './disk.ts'

/** A server: its name or address, with a port where it is not the usual one, or a socket. */
export type Server = string | DiskHost

/**
 * An image in a Ceph cluster, at its monitors; without any, those of the host's own configuration. Its format follows the
 * extension of the image's name, if it has one.
 *
 * @example
 * domain('fv0').hvm().disk(rbd('pool/fv0', 'mon0', { name: 'mon1', port: 3300 }))
 * // <disk type="network" device="disk">
 * //   <source protocol="rbd" name="pool/fv0">
 * //     <host name="mon0"/>
 * //     <host name="mon1" port="3300"/>
 * //   </source>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const rbd = word(DiskBuilder, disk, (image: string, ...monitors: readonly Server[]) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'rbd', name: image, host: monitors },
}))

/**
 * A unit of an iSCSI target, by the target's name and, after a `/`, the number of the unit.
 *
 * @example
 * domain('fv0').hvm().disk(iscsi('iqn.2013-07.com.example:fv0/1', 'san.example.com'))
 * // <disk type="network" device="disk">
 * //   <source protocol="iscsi" name="iqn.2013-07.com.example:fv0/1">
 * //     <host name="san.example.com"/>
 * //   </source>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const iscsi = word(DiskBuilder, disk, (target: string, host: Server) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'iscsi', name: target, host },
}))

/**
 * An export of an NBD server: of its name, or the only one.
 *
 * @example
 * domain('fv0').hvm().disk(nbd({ transport: 'unix', socket: '/run/nbd.sock' }, 'fv0'))
 * // <disk type="network" device="disk">
 * //   <source protocol="nbd" name="fv0">
 * //     <host transport="unix" socket="/run/nbd.sock"/>
 * //   </source>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const nbd = word(
  DiskBuilder,
  disk,
  (host: Server, name: string | undefined = undefined) => ({
    type: 'network',
    device: 'disk',
    source: { protocol: 'nbd', name, host },
  }),
)

/**
 * An image on an NFS share, which QEMU reads itself: the host need not mount it. Its format follows the file's extension.
 *
 * @example
 * domain('fv0').hvm().disk(nfs('/export/fv0.img', 'nas.example.com'))
 * // <disk type="network" device="disk">
 * //   <driver name="qemu" type="raw"/>
 * //   <source protocol="nfs" name="/export/fv0.img">
 * //     <host name="nas.example.com"/>
 * //   </source>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const nfs = word(DiskBuilder, disk, (path: string, host: Server) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'nfs', name: path, host },
}))

/**
 * An image on a Gluster volume, by volume and path, at one or several of its servers. Its format follows the file's
 * extension.
 *
 * @example
 * domain('fv0').hvm().disk(gluster('volume/fv0.img', 'gluster0', 'gluster1'))
 * // <disk type="network" device="disk">
 * //   <driver name="qemu" type="raw"/>
 * //   <source protocol="gluster" name="volume/fv0.img">
 * //     <host name="gluster0"/>
 * //     <host name="gluster1"/>
 * //   </source>
 * //   <target dev="vda" bus="virtio"/>
 * // </disk>
 */
export const gluster = word(DiskBuilder, disk, (path: string, ...hosts: readonly Server[]) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'gluster', name: path, host: hosts },
}))

/**
 * An image behind a URL, of HTTP, HTTPS, FTP, FTPS, TFTP or SSH; its format follows the file's extension.
 *
 * @example
 * domain('fv0').hvm().cdrom(urlDisk('https://example.com/debian.iso').device('cdrom').readonly())
 * // <disk type="network" device="cdrom">
 * //   <driver name="qemu" type="raw"/>
 * //   <source protocol="https" name="debian.iso">
 * //     <host name="example.com"/>
 * //   </source>
 * //   <target dev="sda" bus="sata"/>
 * //   <readonly/>
 * // </disk>
 */
export const urlDisk = word(
  DiskBuilder,
  disk,
  reversible(
    (url: string) => ({ type: 'network', device: 'disk', source: sourceOf(new URL(url)) }) as const,
    ({ source }: Disk) => {
      const url = typeof source === 'object' && 'protocol' in source && urlOf(source)
      return url ? [url] : undefined
    },
  ),
)

function sourceOf(url: URL): DiskSource {
  const { protocol, hostname, port, pathname, search, username, password, hash } = url
  if (username || password || hash)
    throw new TypeError('the URL of a disk holds no user, no password and nothing behind a "#"')
  return {
    protocol: protocol.slice(0, -1) as NonNullable<DiskSource['protocol']>,
    // libvirt encodes the path itself.
    name: decodeURIComponent(pathname.slice(1)),
    query: search === '' ? undefined : search.slice(1),
    host: {
      name: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? undefined : Number(port),
    },
  }
}

// Where the pieces of a source make a URL that says all of them.
function urlOf({ protocol, name, query, host }: DiskSource): string | undefined {
  const [server, ...others] = [host ?? []].flat()
  if (!/^(https?|ftps?|tftp|ssh)$/.test(protocol ?? '')) return undefined
  if (typeof server !== 'object' || !('name' in server) || others.length > 0) return undefined
  const { name: at = '', port } = server
  const path = String(name).split('/').map(encodeURIComponent).join('/')
  return `${protocol}://${at.includes(':') ? `[${at}]` : at}${port === undefined ? '' : `:${port}`}/${path}${query === undefined ? '' : `?${query}`}`
}
