import {
  absolutePath,
  hostAddress,
  matching,
  oneOf,
  port,
  positiveLong,
  text,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  attribute,
  child,
  content,
  either,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { plainName } from './disk-secret.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** The protocols with which a disk can access an image on the network. */
export const protocol = withSince(
  oneOf('nbd rbd iscsi gluster nfs sheepdog vxhs http https ftp ftps tftp ssh'),
  { iscsi: '1.0.4', vxhs: '3.8.0', nfs: '7.0.0' },
)

/** `<host>` of a network source: a server that provides the disk image. */
export interface DiskHost extends Infer<typeof diskHost> {}

export const diskHost = element(
  'host',
  {
    /** The host name or IP address of the server that provides the disk image. */
    name: requiredIn(['tcp', 'rdma'], attribute(hostAddress)),
    /**
     * The port on which the server provides the disk image. Default: the standard port of the protocol. NFS accepts no
     * port.
     */
    port: attribute(port, { in: ['tcp', 'rdma'] }),
    /**
     * The transport of the connection to the server of the disk image: `tcp`, `rdma` for InfiniBand (gluster), or
     * `unix` for a UNIX socket (nbd, gluster). Default: `tcp`.
     */
    transport: attribute(oneOf('tcp rdma unix'), { default: 'tcp' }),
    /** The absolute path of the UNIX socket on which the server provides the disk image. */
    socket: requiredIn(['unix'], attribute(absolutePath)),
  },
  { lead: 'name', variantBy: 'transport', page },
)

/** `<snapshot>` of an RBD image: the name of the snapshot that the disk reads. */
export interface RbdSnapshot extends Infer<typeof rbdSnapshot> {}

export const rbdSnapshot = element(
  'snapshot',
  {
    /** The name of the RBD snapshot that the disk reads. */
    name: required(attribute(plainName)),
  },
  { lead: 'name', page },
)

/** `<config>` of an RBD image: the configuration file of the Ceph client. */
export interface RbdConfig extends Infer<typeof rbdConfig> {}

export const rbdConfig = element(
  'config',
  {
    /** The absolute path of the Ceph client's configuration file, such as `/etc/ceph/ceph.conf`. */
    file: required(attribute(absolutePath)),
  },
  { lead: 'file', page },
)

/** `<iqn>`: the iSCSI qualified name (IQN) of an initiator. */
export interface InitiatorIqn extends Infer<typeof initiatorIqn> {}

const initiatorIqn = element(
  'iqn',
  {
    /** The iSCSI qualified name (IQN) of the initiator, such as `iqn.2013-07.com.example:client`. */
    name: required(attribute(text)),
  },
  { lead: 'name', page },
)

/** `<initiator>`: the identity of the iSCSI initiator that connects to the target. */
export interface IscsiInitiator extends Infer<typeof iscsiInitiator> {}

export const iscsiInitiator = element(
  'initiator',
  {
    /** The iSCSI qualified name (IQN) of the initiator, which is the iSCSI client. */
    iqn: required(child<InitiatorIqn>(initiatorIqn)),
  },
  { lead: 'iqn', page },
)

/** `<ssl>` of a network source: the TLS settings for the connection to the server of the disk image. */
export interface DiskSsl extends Infer<typeof diskSsl> {}

export const diskSsl = element(
  'ssl',
  {
    /** Whether the server of the disk image must present a valid TLS certificate. */
    verify: required(attribute(yesNo)),
  },
  { lead: 'verify', page },
)

/** `<cookie>` of a network source: one cookie that QEMU sends with every HTTP request. */
export interface HttpCookie extends Infer<typeof httpCookie> {}

const httpCookie = element(
  'cookie',
  {
    /** The name of the HTTP cookie that QEMU sends. */
    name: required(
      attribute(matching(/[!#$%&'*+\-.0-9A-Z^_`a-z|~]+/, 'the name of a cookie, without spaces')),
    ),
    /** The value of the HTTP cookie. The value may be in double quotes. */
    value: required(
      content(
        matching(
          /"?[!#$%&'()*+\-./0-9:>=<?@A-Z^_`[\]a-z|~]+"?/,
          'the value of a cookie, without spaces, commas, semicolons and backslashes',
        ),
      ),
    ),
  },
  { page },
)

/** `<cookies>` of a network source: the cookies that QEMU sends with every HTTP request. */
export interface HttpCookies extends Infer<typeof httpCookies> {}

export const httpCookies = element(
  'cookies',
  {
    /** One cookie that QEMU sends with every HTTP request to the server of the disk image. */
    cookie: required(many(child<HttpCookie>(httpCookie))),
  },
  { page },
)

/** `<readahead>` of a network source: the size of the buffer into which QEMU reads data ahead. */
export interface DiskReadahead extends Infer<typeof diskReadahead> {}

export const diskReadahead = element(
  'readahead',
  {
    /** The size of the buffer into which QEMU reads data of the disk image ahead, in bytes. */
    size: required(attribute(positiveLong)),
  },
  { lead: 'size', page },
)

/** `<timeout>` of a network source: the time for which QEMU waits for the server of the disk image. */
export interface DiskTimeout extends Infer<typeof diskTimeout> {}

export const diskTimeout = element(
  'timeout',
  {
    /** The time for which QEMU waits for the server of the disk image, in seconds. */
    seconds: required(attribute(positiveLong)),
  },
  { lead: 'seconds', page },
)

/** `<knownHosts>` of a network source: the file that contains the known SSH host keys. */
export interface SshKnownHosts extends Infer<typeof sshKnownHosts> {}

export const sshKnownHosts = element(
  'knownHosts',
  {
    /**
     * The absolute path of the file with the known SSH host keys. The connection to the SSH server fails if the file
     * does not contain the key of the server.
     */
    path: required(attribute(absolutePath)),
  },
  { lead: 'path', page },
)

/** `<identity>` of a network source: the user account for the connection to an SSH or NFS server. */
export interface DiskIdentity extends Infer<typeof diskIdentity> {}

export const diskIdentity = element(
  'identity',
  {
    /**
     * The user for access to the NFS share that contains the disk image: a name, or `+` and a numeric ID. If omitted,
     * the host chooses.
     */
    user: attribute(plainName, { in: ['nfs'] }),
    /**
     * The group for access to the NFS share that contains the disk image: a name, or `+` and a numeric ID. If omitted,
     * the host chooses.
     */
    group: attribute(plainName, { in: ['nfs'] }),
    /** The user name with which QEMU logs in to the SSH server. */
    username: requiredIn(['ssh'], attribute(plainName)),
    /**
     * The absolute path of the private key for the SSH server. The key must not have a passphrase. Cannot be combined
     * with `agentsock`.
     */
    keyfile: attribute(absolutePath, { in: ['ssh'] }),
    /**
     * The absolute path of the UNIX socket of an SSH agent that holds the private key. Cannot be combined with
     * `keyfile`.
     */
    agentsock: attribute(absolutePath, { in: ['ssh'] }),
  },
  { variantBy: '../protocol', choices: [{ ...either('keyfile', 'agentsock'), in: ['ssh'] }], page },
)
