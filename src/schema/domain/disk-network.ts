import {
  absolutePath,
  hostAddress,
  matching,
  oneOf,
  positive,
  text,
  unsigned,
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

/** The protocols of a network source. */
export const protocol = withSince(
  oneOf('nbd rbd iscsi gluster nfs sheepdog vxhs http https ftp ftps tftp ssh'),
  { iscsi: '1.0.4', vxhs: '3.8.0', nfs: '7.0.0' },
)

/** `<host>` of a network source: a server that provides the image. */
export interface DiskHost extends Infer<typeof diskHost> {}

export const diskHost = element(
  'host',
  {
    /** The host name or IP address of the server. */
    name: requiredIn(['tcp', 'rdma'], attribute(hostAddress)),
    /** The port of the server. Default: the port of the protocol. NFS accepts no port. */
    port: attribute(unsigned, { in: ['tcp', 'rdma'] }),
    /** The transport: `tcp`, InfiniBand with `rdma` (gluster), or a `unix` socket (nbd, gluster). Default: `tcp`. */
    transport: attribute(oneOf('tcp rdma unix'), { default: 'tcp' }),
    /** The absolute path of the UNIX socket. */
    socket: requiredIn(['unix'], attribute(absolutePath)),
  },
  { lead: 'name', variantBy: 'transport', page },
)

/** `<snapshot>` of an RBD image: the snapshot to read. */
export interface RbdSnapshot extends Infer<typeof rbdSnapshot> {}

export const rbdSnapshot = element(
  'snapshot',
  {
    /** The name of the snapshot. */
    name: required(attribute(plainName)),
  },
  { lead: 'name', page },
)

/** `<config>` of an RBD image: the configuration file of the Ceph client. */
export interface RbdConfig extends Infer<typeof rbdConfig> {}

export const rbdConfig = element(
  'config',
  {
    /** The absolute path of the configuration file, such as `/etc/ceph/ceph.conf`. */
    file: required(attribute(absolutePath)),
  },
  { lead: 'file', page },
)

/** `<iqn>`: the qualified name of an iSCSI initiator. */
export interface InitiatorIqn extends Infer<typeof initiatorIqn> {}

const initiatorIqn = element(
  'iqn',
  {
    /** The qualified name, such as `iqn.2013-07.com.example:client`. */
    name: required(attribute(text)),
  },
  { lead: 'name', page },
)

/** `<initiator>`: the identity of the iSCSI initiator that connects to the target. */
export interface IscsiInitiator extends Infer<typeof iscsiInitiator> {}

export const iscsiInitiator = element(
  'initiator',
  {
    /** The qualified name of the initiator. */
    iqn: required(child<InitiatorIqn>(initiatorIqn)),
  },
  { lead: 'iqn', page },
)

/** `<ssl>`: the TLS settings of a network source. */
export interface DiskSsl extends Infer<typeof diskSsl> {}

export const diskSsl = element(
  'ssl',
  {
    /** Whether the server must present a valid certificate. */
    verify: required(attribute(yesNo)),
  },
  { lead: 'verify', page },
)

/** `<cookie>`: one cookie that is sent with every request. */
export interface HttpCookie extends Infer<typeof httpCookie> {}

const httpCookie = element(
  'cookie',
  {
    /** The name of the cookie. */
    name: required(
      attribute(matching(/[!#$%&'*+\-.0-9A-Z^_`a-z|~]+/, 'the name of a cookie, without spaces')),
    ),
    /** The value of the cookie. Double quotes around the value are allowed. */
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

/** `<cookies>`: the cookies that are sent with every HTTP request. */
export interface HttpCookies extends Infer<typeof httpCookies> {}

export const httpCookies = element(
  'cookies',
  {
    /** One cookie. */
    cookie: required(many(child<HttpCookie>(httpCookie))),
  },
  { page },
)

/** `<readahead>`: the size of the read-ahead buffer. */
export interface DiskReadahead extends Infer<typeof diskReadahead> {}

export const diskReadahead = element(
  'readahead',
  {
    /** The size of the buffer, in bytes. */
    size: required(attribute(positive)),
  },
  { lead: 'size', page },
)

/** `<timeout>`: how long to wait for the server. */
export interface DiskTimeout extends Infer<typeof diskTimeout> {}

export const diskTimeout = element(
  'timeout',
  {
    /** The timeout of a connection, in seconds. */
    seconds: required(attribute(positive)),
  },
  { lead: 'seconds', page },
)

/** `<knownHosts>`: the file with the known SSH host keys. */
export interface SshKnownHosts extends Infer<typeof sshKnownHosts> {}

export const sshKnownHosts = element(
  'knownHosts',
  {
    /** The absolute path of the file. The connection fails if the file does not contain the key of the server. */
    path: required(attribute(absolutePath)),
  },
  { lead: 'path', page },
)

/** `<identity>`: the user for the connection to an SSH or NFS server. */
export interface DiskIdentity extends Infer<typeof diskIdentity> {}

export const diskIdentity = element(
  'identity',
  {
    /** The user of an NFS share: a name, or a number after `+`. If omitted, the host chooses. */
    user: attribute(plainName, { in: ['nfs'] }),
    /** The group of an NFS share: a name, or a number after `+`. If omitted, the host chooses. */
    group: attribute(plainName, { in: ['nfs'] }),
    /** The user name on the SSH server. */
    username: requiredIn(['ssh'], attribute(plainName)),
    /** The absolute path of a private key without a passphrase. Excludes `agentsock`. */
    keyfile: attribute(absolutePath, { in: ['ssh'] }),
    /** The absolute path of the socket of an SSH agent that holds the key. Excludes `keyfile`. */
    agentsock: attribute(absolutePath, { in: ['ssh'] }),
  },
  { variantBy: '../protocol', choices: [{ ...either('keyfile', 'agentsock'), in: ['ssh'] }], page },
)
