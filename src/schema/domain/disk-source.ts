import {
  absolutePath,
  anyOf,
  inVariant,
  matching,
  oneOf,
  positive,
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

/** Protocols over the network below which a field may stand: `over('http https')`. */
const over = (protocols: string): readonly string[] =>
  protocols.split(' ').map(one => `network/${one}`)

/** The protocols that read one file of a server. */
const FILE_SERVERS = 'http https ftp ftps tftp ssh sheepdog'

/** The absolute path of an image, or under VMware its path on a datastore. */
export const imagePath = anyOf(
  absolutePath,
  matching(/\[[^\]]+\] .+/, 'a path on a datastore, as "[datastore1] fv0/fv0.vmdk"'),
)

/** `<slice>`: the part of a file or device that holds the image. */
export interface SourceSlice extends Infer<typeof sourceSlice> {}

const sourceSlice = element(
  'slice',
  {
    /** What is sliced: the storage that the image is in. */
    type: required(attribute(oneOf('storage'))),
    /** The byte at which the image begins. */
    offset: required(attribute(unsigned)),
    /** The number of its bytes. */
    size: required(attribute(positive)),
  },
  { page },
)

/** `<slices>`: parts of a file or device. */
export interface SourceSlices extends Infer<typeof sourceSlices> {}

const sourceSlices = element(
  'slices',
  {
    /** The part that holds the image. */
    slice: required(child<SourceSlice>(sourceSlice)),
  },
  { page },
)

/** `<dataStore>` of a qcow2 image: where the guest's data is, if the image itself has only its tables. */
export interface DataStore extends Infer<typeof dataStore> {}

const dataStore = element(
  'dataStore',
  {
    /** What its source is; `file` where it is left out. */
    type: attribute(sourceType, { default: 'file' }),
    /** The format of the data: `raw`. */
    format: required(child<ImageFormat>(imageFormat)),
    /** Where the data is on the host. */
    source: requiredIn(
      ['network', 'vhostuser', 'vhostvdpa', 'ctl'],
      child<DiskSource>((): unknown => diskSource, { in: sourceType.values! }),
    ),
  },
  { by: 'type', page },
)

/**
 * `<source>` of a disk, of a backing image, a mirror, a data store or of firmware's variables: where the bytes are. The
 * `type` of the element around it says which attributes it takes, and over the network its `protocol`.
 */
export interface DiskSource extends Infer<typeof diskSource> {}

export const diskSource = element(
  'source',
  {
    /** The absolute path of the image, for type `file`; under VMware `[datastore] path`. Since libvirt 0.0.3. */
    file: attribute(imagePath, { in: ['file'], since: '0.0.3' }),
    /** The name of the file descriptors that the caller gave libvirt for the image. Goes with `file`. Since libvirt 9.0.0. */
    fdgroup: attribute(text, { in: ['file'], since: '9.0.0' }),
    /**
     * The path of a device of the host: a block device, or for `vhostvdpa` and `ctl` their character device, as
     * `/dev/cam/ctl`. Since libvirt 0.0.3.
     */
    dev: requiredIn(
      ['vhostvdpa', 'ctl'],
      attribute(
        inVariant({
          block: anyOf(
            absolutePath,
            matching(/[a-zA-Z0-9_.\-\\:/]+/, 'the name of a device, as "sda"'),
          ),
          vhostvdpa: absolutePath,
          ctl: absolutePath,
        }),
        { in: ['block', 'vhostvdpa', 'ctl'], since: '0.0.3' },
      ),
    ),
    /** The absolute path of a directory, which the guest sees as a FAT disk. Since libvirt 0.7.5. */
    dir: requiredIn(['dir'], attribute(absolutePath, { since: '0.7.5' })),
    /** What is spoken to the server. Since libvirt 0.8.7. */
    protocol: requiredIn(['network'], attribute(protocol, { since: '0.8.7' })),
    /**
     * What the server has it under: the export of nbd (may be left out), pool and image of rbd, the target of iscsi with
     * the unit after a `/`, volume and path of gluster, a path, a UUID of vxhs. Since libvirt 0.8.7.
     */
    name: requiredIn(
      over(`iscsi gluster nfs vxhs ${FILE_SERVERS}`),
      attribute(text, { in: ['network'], since: '0.8.7' }),
    ),
    /** What stands behind the `?` of the address, over HTTP. Since libvirt 6.2.0. */
    query: attribute(text, { in: over('http https'), since: '6.2.0' }),
    /** Whether the connection is encrypted; the host's configuration where it is left out. Since libvirt 4.5.0. */
    tls: attribute(yesNo, { in: over('nbd vxhs'), since: '4.5.0' }),
    /** The name that the server's certificate has to carry, if another than the host's. Since libvirt 8.2.0. */
    tlsHostname: attribute(text, { in: over('nbd'), since: '8.2.0' }),
    /** The name of a storage pool of libvirt. Since libvirt 1.0.5. */
    pool: requiredIn(
      ['volume'],
      attribute(matching(/[^/\n]+/, 'the name of a storage pool'), { since: '1.0.5' }),
    ),
    /** The name of a volume in the pool. Since libvirt 1.0.5. */
    volume: requiredIn(
      ['volume'],
      attribute(matching(/(?!\.{1,2}$)[^/]+/, 'the name of a volume'), { since: '1.0.5' }),
    ),
    /**
     * How an iSCSI volume is reached: through the `host`'s own initiator, or from QEMU `direct`. `host` where it is left
     * out. Since libvirt 1.1.1.
     */
    mode: attribute(oneOf('host direct'), { in: ['volume'], since: '1.1.1' }),
    /** What the NVMe controller (`pci`) or the vhost-user server (a `unix` socket) is reached by. */
    type: requiredIn(
      ['nvme', 'vhostuser'],
      attribute(inVariant({ nvme: oneOf('pci'), vhostuser: oneOf('unix') })),
    ),
    /** The absolute path of the socket of a vhost-user server. Since libvirt 7.1.0. */
    path: requiredIn(['vhostuser'], attribute(absolutePath, { since: '7.1.0' })),
    /** Whether libvirt takes the NVMe controller from the host's driver, and gives it back. Since libvirt 6.0.0. */
    managed: attribute(yesNo, { in: ['nvme'], since: '6.0.0' }),
    /** The number of the NVMe namespace, from 1. Since libvirt 6.0.0. */
    namespace: requiredIn(['nvme'], attribute(uint32, { since: '6.0.0' })),
    /**
     * What a missing image means: it is `mandatory`; `requisite`, but let go after a migration or restore; or `optional`.
     * `mandatory` where it is left out. Since libvirt 0.9.7.
     */
    startupPolicy: attribute(oneOf('mandatory requisite optional'), {
      in: ['file', 'block', 'dir', 'volume', 'nvme'],
      since: '0.9.7',
    }),
    /** The number of the image in its chain, which libvirt gives: `vda[2]` of block jobs. */
    index: attribute(positive, {
      in: ['file', 'block', 'dir', 'network', 'volume', 'nvme'],
      assigned: true,
    }),
    /** The servers: several for rbd and gluster, none for rbd's own configuration, else one. Since libvirt 0.8.7. */
    host: many(
      requiredIn(
        over(`nbd iscsi gluster nfs vxhs ${FILE_SERVERS}`),
        child<DiskHost>(diskHost, {
          in: ['network'],
          onceIn: over(`nbd iscsi nfs vxhs ${FILE_SERVERS}`),
          since: '0.8.7',
        }),
      ),
    ),
    /** The snapshot of an rbd image to read. Since libvirt 1.2.11. */
    snapshot: child<RbdSnapshot>(rbdSnapshot, { in: over('rbd'), since: '1.2.11' }),
    /** The configuration that Ceph's client reads. Since libvirt 1.2.11. */
    config: child<RbdConfig>(rbdConfig, { in: over('rbd'), since: '1.2.11' }),
    /** As whom an iSCSI target is asked. Since libvirt 4.7.0. */
    initiator: child<IscsiInitiator>(iscsiInitiator, { in: over('iscsi'), since: '4.7.0' }),
    /** Whether the server's certificate has to be valid. Since libvirt 6.2.0. */
    ssl: child<DiskSsl>(diskSsl, { in: over('https ftps'), since: '6.2.0' }),
    /** What goes with every request over HTTP. Since libvirt 6.2.0. */
    cookies: child<HttpCookies>(httpCookies, { in: over('http https'), since: '6.2.0' }),
    /** How far reading runs ahead. Since libvirt 6.2.0. */
    readahead: child<DiskReadahead>(diskReadahead, { in: over(FILE_SERVERS), since: '6.2.0' }),
    /** How long to wait for the server. Since libvirt 6.2.0. */
    timeout: child<DiskTimeout>(diskTimeout, { in: over(FILE_SERVERS), since: '6.2.0' }),
    /** What happens when the connection breaks: `enabled` of vhost-user, `delay` of nbd. */
    reconnect: child<Reconnect>(reconnect, { in: ['vhostuser', ...over('nbd')] }),
    /** How the server is known over SSH. Since libvirt 9.8.0. */
    knownHosts: child<SshKnownHosts>(sshKnownHosts, { in: over('ssh'), since: '9.8.0' }),
    /** As whom the server is asked, over SSH or NFS. */
    identity: child<DiskIdentity>(diskIdentity, { in: over('ssh nfs') }),
    /** The address of the NVMe controller on the host. Since libvirt 6.0.0. */
    address: requiredIn(['nvme'], child<PciAddress>(pciAddress, { since: '6.0.0' })),
    /** The part of the file or device that holds the image. Since libvirt 6.1.0. */
    slices: child<SourceSlices>(sourceSlices, {
      in: ['file', 'block', 'dir', 'network', 'volume', 'nvme'],
      since: '6.1.0',
    }),
    /** How security drivers label it, each one's own way. Since libvirt 0.9.9. */
    seclabel: many(
      child<DeviceSeclabel>(deviceSeclabel, {
        in: ['file', 'block', 'volume'],
        since: '0.9.9',
      }),
    ),
    /** Who asks for it, over the network. Since libvirt 3.9.0. */
    auth: child<DiskAuth>(diskAuth, {
      in: over('rbd iscsi http https ftp ftps ssh'),
      since: '3.9.0',
    }),
    /** How it is encrypted. Since libvirt 3.9.0. */
    encryption: child<DiskEncryption>(diskEncryption, {
      in: [
        ...['file', 'block', 'dir', 'volume', 'nvme'],
        ...over(`nbd rbd iscsi gluster ${FILE_SERVERS}`),
      ],
      since: '3.9.0',
    }),
    /** SCSI persistent reservations, for clusters. Since libvirt 4.4.0. */
    reservations: child<DiskReservations>(diskReservations, { in: ['block'], since: '4.4.0' }),
    /** Where the guest's data is, if a qcow2 image has only its tables. Since libvirt 10.10.0. */
    dataStore: child<DataStore>(dataStore, {
      in: ['file', 'block', 'dir', 'network', 'volume', 'nvme'],
      since: '10.10.0',
    }),
  },
  {
    by: ['../type', 'protocol'],
    needs: { fdgroup: 'file' },
    choices: [atMostOne('identity', 'auth')],
    ordered: ['slices', 'dataStore'],
    page,
  },
)
