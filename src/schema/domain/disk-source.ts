import {
  absolutePath,
  anyOf,
  assignedNumber,
  matching,
  oneOf,
  perVariant,
  positiveLong,
  text,
  uint32,
  unsigned,
  yesNo,
} from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type ImageFormat, imageFormat, sourceType } from './disk-format.ts'
import {
  type DiskHost,
  type DiskIdentity,
  type DiskReadahead,
  type DiskSsl,
  type DiskTimeout,
  diskHost,
  diskIdentity,
  diskReadahead,
  diskSsl,
  diskTimeout,
  type HttpCookies,
  httpCookies,
  type IscsiInitiator,
  iscsiInitiator,
  protocol,
  type RbdConfig,
  type RbdSnapshot,
  rbdConfig,
  rbdSnapshot,
  type SshKnownHosts,
  sshKnownHosts,
} from './disk-network.ts'
import { type DiskReservations, diskReservations } from './disk-reservations.ts'
import { type DiskAuth, type DiskEncryption, diskAuth, diskEncryption } from './disk-secret.ts'
import { type PciAddress, pciAddress } from './pci-address.ts'
import { type Reconnect, reconnect } from './reconnect.ts'
import { type DeviceSeclabel, deviceSeclabel } from './seclabel.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/**
 * Returns the variants of a network source for the given protocols. For example, `over('http https')` returns
 * `network/http` and `network/https`.
 */
const over = (protocols: string): readonly string[] =>
  protocols.split(' ').map(one => `network/${one}`)

/** The protocols that address the disk image on a server as a single file. */
const FILE_SERVERS = 'http https ftp ftps tftp ssh sheepdog'

/** A codec for the absolute path of an image. With VMware, the path can be a path on a datastore. */
export const imagePath = anyOf(
  absolutePath,
  matching(/\[[^\]]+\] .+/, 'with VMware a path such as "[datastore1] fv0/fv0.vmdk"'),
)

/** `<slice>` of a disk source: the part of a file or device that contains the disk image. */
export interface SourceSlice extends Infer<typeof sourceSlice> {}

const sourceSlice = element(
  'slice',
  {
    /** The kind of slice of the disk source. Only `storage` is supported. */
    type: required(attribute(oneOf('storage'))),
    /** The offset in the file or device at which the disk image starts, in bytes. */
    offset: required(attribute(unsigned)),
    /** The size of the disk image in the file or device, in bytes. */
    size: required(attribute(positiveLong)),
  },
  { page },
)

/** `<slices>` of a disk source: contains the one slice of a file or device that the disk uses. */
export interface SourceSlices extends Infer<typeof sourceSlices> {}

const sourceSlices = element(
  'slices',
  {
    /** The part of the file or device that contains the disk image. */
    slice: required(child<SourceSlice>(sourceSlice)),
  },
  { page },
)

/**
 * `<dataStore>` of a qcow2 image: a separate image that contains the guest's data. The qcow2 image then contains only
 * metadata.
 */
export interface DataStore extends Infer<typeof dataStore> {}

const dataStore = element(
  'dataStore',
  {
    /** The type of the data store's source. Default: `file`. */
    type: attribute(sourceType, { default: 'file' }),
    /** The format of the data store of the qcow2 image. Only `raw` is supported. */
    format: required(child<ImageFormat>(imageFormat)),
    /** The location of the data store of the qcow2 image. */
    source: requiredIn(
      ['network', 'vhostuser', 'vhostvdpa', 'ctl'],
      child<DiskSource>((): unknown => diskSource, { in: sourceType.values! }),
    ),
  },
  { variantBy: 'type', page },
)

/**
 * `<source>`: the location of a disk image, backing image, mirror image, data store or file of firmware variables. The
 * `type` of the parent element determines which attributes are accepted. For a network source, the `protocol` also
 * matters.
 */
export interface DiskSource extends Infer<typeof diskSource> {}

export const diskSource = element(
  'source',
  {
    /**
     * The absolute path of the disk image, for type `file`. With VMware, the form is `[datastore] path`. Since libvirt
     * 0.0.3.
     */
    file: attribute(imagePath, { in: ['file'], since: '0.0.3' }),
    /**
     * The name of a group of file descriptors with which libvirt accesses the disk image. A management program passes
     * the file descriptors to libvirt. Requires `file`. Since libvirt 9.0.0.
     */
    fdgroup: attribute(text, { in: ['file'], since: '9.0.0' }),
    /**
     * The path of a host device that contains the disk: a block device, or for `vhostvdpa` and `ctl` a character device
     * such as `/dev/cam/ctl`. Since libvirt 0.0.3.
     */
    dev: requiredIn(
      ['vhostvdpa', 'ctl'],
      attribute(
        perVariant({
          block: anyOf(
            absolutePath,
            matching(/[a-zA-Z0-9_.\-\\:/]+/, 'the name of a device such as "sda"'),
          ),
          vhostvdpa: absolutePath,
          ctl: absolutePath,
        }),
        { in: ['block', 'vhostvdpa', 'ctl'], since: '0.0.3' },
      ),
    ),
    /** The absolute path of a host directory that the guest sees as a FAT disk. Since libvirt 0.7.5. */
    dir: requiredIn(['dir'], attribute(absolutePath, { since: '0.7.5' })),
    /** The protocol with which the server of the disk image is accessed. Since libvirt 0.8.7. */
    protocol: requiredIn(['network'], attribute(protocol, { since: '0.8.7' })),
    /**
     * The name of the image on the server: the export (nbd, optional), `pool/image` (rbd), `target/unit` (iscsi),
     * `volume/path` (gluster), a UUID (vxhs), or a path (other protocols). Since libvirt 0.8.7.
     */
    name: requiredIn(
      over(`iscsi gluster nfs vxhs ${FILE_SERVERS}`),
      attribute(text, { in: ['network'], since: '0.8.7' }),
    ),
    /** The query string in the HTTP or HTTPS URL of the disk image, without the `?`. Since libvirt 6.2.0. */
    query: attribute(text, { in: over('http https'), since: '6.2.0' }),
    /**
     * Whether TLS encrypts the connection to the server of the disk image. If omitted, the host's configuration
     * decides. Since libvirt 4.5.0.
     */
    tls: attribute(yesNo, { in: over('nbd vxhs'), since: '4.5.0' }),
    /**
     * The host name that the TLS certificate of the disk image's server must contain. Default: the `name` in `host`.
     * Since libvirt 8.2.0.
     */
    tlsHostname: attribute(text, { in: over('nbd'), since: '8.2.0' }),
    /** The name of the libvirt storage pool that contains the volume of the disk. Since libvirt 1.0.5. */
    pool: requiredIn(
      ['volume'],
      attribute(matching(/[^/\n]+/, 'the name of a storage pool'), { since: '1.0.5' }),
    ),
    /** The name of the disk's volume in the storage pool. Since libvirt 1.0.5. */
    volume: requiredIn(
      ['volume'],
      attribute(matching(/(?!\.{1,2}$)[^/]+/, 'the name of a volume'), { since: '1.0.5' }),
    ),
    /**
     * Whether the host (`host`) or QEMU (`direct`) connects to the iSCSI target that contains the disk's volume.
     * Default: `host`. Since libvirt 1.1.1.
     */
    mode: attribute(oneOf('host direct'), { in: ['volume'], since: '1.1.1' }),
    /**
     * The kind of connection to the disk: `pci` for an NVMe controller of the host, or `unix` for the socket of a
     * vhost-user server.
     */
    type: requiredIn(
      ['nvme', 'vhostuser'],
      attribute(perVariant({ nvme: oneOf('pci'), vhostuser: oneOf('unix') })),
    ),
    /** The absolute path of the UNIX socket of the vhost-user server that provides the disk. Since libvirt 7.1.0. */
    path: requiredIn(['vhostuser'], attribute(absolutePath, { since: '7.1.0' })),
    /**
     * Whether libvirt detaches the NVMe controller from the host's driver before the guest starts, and reattaches the
     * controller after the guest stops. Since libvirt 6.0.0.
     */
    managed: attribute(yesNo, { in: ['nvme'], since: '6.0.0' }),
    /** The number of the NVMe namespace that the disk uses, from 1. Since libvirt 6.0.0. */
    namespace: requiredIn(['nvme'], attribute(uint32, { since: '6.0.0' })),
    /**
     * How libvirt reacts if the disk image does not exist. With `mandatory`, the guest does not start. With
     * `requisite`, the guest does not start, but after a migration or restore the guest runs without the disk. With
     * `optional`, the guest always runs without the disk. Default: `mandatory`. Since libvirt 0.9.7.
     */
    startupPolicy: attribute(oneOf('mandatory requisite optional'), {
      in: ['file', 'block', 'dir', 'volume', 'nvme'],
      since: '0.9.7',
    }),
    /** The number of the image in the backing chain, such as 2 in `vda[2]`. libvirt assigns the number. */
    index: attribute(assignedNumber, {
      in: ['file', 'block', 'dir', 'network', 'volume', 'nvme'],
      assigned: true,
    }),
    /**
     * The servers that provide the disk image. Only rbd and gluster accept several servers. rbd accepts no server if
     * the file in `config` lists the servers. Since libvirt 0.8.7.
     */
    host: many(
      requiredIn(
        over(`nbd iscsi gluster nfs vxhs ${FILE_SERVERS}`),
        child<DiskHost>(diskHost, {
          in: ['network'],
          singleIn: over(`nbd iscsi nfs vxhs ${FILE_SERVERS}`),
          since: '0.8.7',
        }),
      ),
    ),
    /** The snapshot of an RBD image that the disk reads. Since libvirt 1.2.11. */
    snapshot: child<RbdSnapshot>(rbdSnapshot, { in: over('rbd'), since: '1.2.11' }),
    /** The configuration file of the Ceph client. Since libvirt 1.2.11. */
    config: child<RbdConfig>(rbdConfig, { in: over('rbd'), since: '1.2.11' }),
    /** The identity of the iSCSI initiator, which connects to the iSCSI target. Since libvirt 4.7.0. */
    initiator: child<IscsiInitiator>(iscsiInitiator, { in: over('iscsi'), since: '4.7.0' }),
    /** The TLS settings of the connection to the server of the disk image. Since libvirt 6.2.0. */
    ssl: child<DiskSsl>(diskSsl, { in: over('https ftps'), since: '6.2.0' }),
    /** The cookies that QEMU sends with every HTTP request to the server of the disk image. Since libvirt 6.2.0. */
    cookies: child<HttpCookies>(httpCookies, { in: over('http https'), since: '6.2.0' }),
    /** The size of the buffer into which QEMU reads data of the disk image ahead. Since libvirt 6.2.0. */
    readahead: child<DiskReadahead>(diskReadahead, { in: over(FILE_SERVERS), since: '6.2.0' }),
    /** The time for which QEMU waits for the server of the disk image. Since libvirt 6.2.0. */
    timeout: child<DiskTimeout>(diskTimeout, { in: over(FILE_SERVERS), since: '6.2.0' }),
    /**
     * How QEMU connects again to the server of the disk image after the connection breaks. For vhost-user, set
     * `enabled`. For nbd, set `delay`.
     */
    reconnect: child<Reconnect>(reconnect, { in: ['vhostuser', ...over('nbd')] }),
    /** The file that contains the known SSH host keys, for an image on an SSH server. Since libvirt 9.8.0. */
    knownHosts: child<SshKnownHosts>(sshKnownHosts, { in: over('ssh'), since: '9.8.0' }),
    /** The user account for the connection to the SSH or NFS server of the disk image. */
    identity: child<DiskIdentity>(diskIdentity, { in: over('ssh nfs') }),
    /** The PCI address of the NVMe controller on the host. Since libvirt 6.0.0. */
    address: requiredIn(['nvme'], child<PciAddress>(pciAddress, { since: '6.0.0' })),
    /** The part of the file or device that contains the disk image. Since libvirt 6.1.0. */
    slices: child<SourceSlices>(sourceSlices, {
      in: ['file', 'block', 'dir', 'network', 'volume', 'nvme'],
      since: '6.1.0',
    }),
    /** The security labels of the disk source, one for each security driver. Since libvirt 0.9.9. */
    seclabel: many(
      child<DeviceSeclabel>(deviceSeclabel, {
        in: ['file', 'block', 'volume'],
        since: '0.9.9',
      }),
    ),
    /** The user name and the libvirt secret for the server of the disk image. Since libvirt 3.9.0. */
    auth: child<DiskAuth>(diskAuth, {
      in: over('rbd iscsi http https ftp ftps ssh'),
      since: '3.9.0',
    }),
    /** The encryption of the disk image. Since libvirt 3.9.0. */
    encryption: child<DiskEncryption>(diskEncryption, {
      in: [
        ...['file', 'block', 'dir', 'volume', 'nvme'],
        ...over(`nbd rbd iscsi gluster ${FILE_SERVERS}`),
      ],
      since: '3.9.0',
    }),
    /** SCSI persistent reservations, which cluster software in the guest uses. Since libvirt 4.4.0. */
    reservations: child<DiskReservations>(diskReservations, { in: ['block'], since: '4.4.0' }),
    /**
     * A separate image that contains the guest's data. The qcow2 image then contains only metadata. Since libvirt
     * 10.10.0.
     */
    dataStore: child<DataStore>(dataStore, {
      in: ['file', 'block', 'dir', 'network', 'volume', 'nvme'],
      since: '10.10.0',
    }),
  },
  {
    variantBy: ['../type', 'protocol'],
    requires: { fdgroup: 'file' },
    choices: [atMostOne('identity', 'auth')],
    ordered: ['slices', 'dataStore'],
    page,
  },
)
