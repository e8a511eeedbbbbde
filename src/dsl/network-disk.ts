import { type Disk, disk } from '../schema/domain/disk.ts'
import type { DiskHost } from '../schema/domain/disk-network.ts'
import type { DiskSource } from '../schema/domain/disk-source.ts'
import { factory, invertible } from './builder.ts'
import { DiskBuilder } from './disk.ts'

/**
 * A server that provides a disk: a host name or an address, or an object with a port or a UNIX
 * socket.
 */
export type Server = string | DiskHost

/**
 * A disk backed by an RBD image in a Ceph cluster. `monitors` are the monitors of the cluster. If you omit them, the Ceph
 * configuration of the host is used. If the image name has a file extension, vmc derives the format from it.
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
export const rbd = factory(DiskBuilder, disk, (image: string, ...monitors: readonly Server[]) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'rbd', name: image, host: monitors },
}))

/**
 * A disk backed by a LUN of an iSCSI target. `target` is the IQN of the target, followed by `/` and the number of the LUN.
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
export const iscsi = factory(DiskBuilder, disk, (target: string, host: Server) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'iscsi', name: target, host },
}))

/**
 * A disk backed by an export of an NBD server. `name` is the name of the export. If you omit the
 * name, QEMU uses the default export.
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
export const nbd = factory(
  DiskBuilder,
  disk,
  (host: Server, name: string | undefined = undefined) => ({
    type: 'network',
    device: 'disk',
    source: { protocol: 'nbd', name, host },
  }),
)

/**
 * A disk backed by an image on an NFS share. QEMU reads the share itself, so the host does not have to mount it. vmc derives
 * the format from the file extension. Since libvirt 7.0.0.
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
export const nfs = factory(DiskBuilder, disk, (path: string, host: Server) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'nfs', name: path, host },
}))

/**
 * A disk backed by an image on a Gluster volume. `path` is the name of the volume, followed by `/`
 * and the path of the image. `hosts` are the servers of the volume. vmc derives the format from the
 * file extension.
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
export const gluster = factory(DiskBuilder, disk, (path: string, ...hosts: readonly Server[]) => ({
  type: 'network',
  device: 'disk',
  source: { protocol: 'gluster', name: path, host: hosts },
}))

/**
 * A disk backed by an image at a URL. The protocol is HTTP, HTTPS, FTP, FTPS, TFTP or SSH. vmc
 * derives the format from the file extension. `urlDisk` throws a `TypeError` if the URL contains a
 * user, a password or a fragment (`#…`).
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
export const urlDisk = factory(
  DiskBuilder,
  disk,
  invertible(
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
    throw new TypeError(
      'the URL of a disk must not contain a user, a password or a fragment ("#…")',
    )
  return {
    protocol: protocol.slice(0, -1) as NonNullable<DiskSource['protocol']>,
    // The path of the URL is decoded here, because libvirt encodes it again.
    name: decodeURIComponent(pathname.slice(1)),
    query: search === '' ? undefined : search.slice(1),
    host: {
      name: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? undefined : Number(port),
    },
  }
}

// Returns the URL of a disk source, or `undefined` if the disk source cannot be written as a URL.
function urlOf({ protocol, name, query, host }: DiskSource): string | undefined {
  const [server, ...others] = [host ?? []].flat()
  if (typeof protocol !== 'string' || !/^(https?|ftps?|tftp|ssh)$/.test(protocol)) return undefined
  if (typeof server !== 'object' || !('name' in server) || others.length > 0) return undefined
  const { name: hostname = '', port } = server
  if (typeof hostname !== 'string') return undefined
  const path = String(name).split('/').map(encodeURIComponent).join('/')
  return `${protocol}://${hostname.includes(':') ? `[${hostname}]` : hostname}${port === undefined ? '' : `:${port}`}/${path}${query === undefined ? '' : `?${query}`}`
}
