import {
  absolutePath,
  hostAddress,
  matching,
  newer,
  oneOf,
  positive,
  text,
  unsigned,
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

/** The protocols of a source on the network. */
export const protocol = newer(
  oneOf('nbd rbd iscsi gluster nfs sheepdog vxhs http https ftp ftps tftp ssh'),
  { iscsi: '1.0.4', vxhs: '3.8.0', nfs: '7.0.0' },
)

/** `<host>` of a source on the network: a server that has it. */
export interface DiskHost extends Infer<typeof diskHost> {}

export const diskHost = element(
  'host',
  {
    /** The host's name or address. */
    name: requiredIn(['tcp', 'rdma'], attribute(hostAddress)),
    /** The port; the protocol's own where it is left out. NFS takes none. */
    port: attribute(unsigned, { in: ['tcp', 'rdma'] }),
    /** How it is reached: `tcp`, over InfiniBand with `rdma` (gluster), or at a `unix` socket (nbd, gluster). `tcp` where it is left out. */
    transport: attribute(oneOf('tcp rdma unix'), { default: 'tcp' }),
    /** The path of the socket. */
    socket: requiredIn(['unix'], attribute(absolutePath)),
  },
  { lead: 'name', by: 'transport', page },
)

/** `<snapshot>` of an RBD image: the one to read. */
export interface RbdSnapshot extends Infer<typeof rbdSnapshot> {}

export const rbdSnapshot = element(
  'snapshot',
  {
    /** The name of the snapshot. */
    name: required(attribute(plainName)),
  },
  { lead: 'name', page },
)

/** `<config>` of an RBD image: what Ceph's client reads. */
export interface RbdConfig extends Infer<typeof rbdConfig> {}

export const rbdConfig = element(
  'config',
  {
    /** The absolute path of the file, such as `/etc/ceph/ceph.conf`. */
    file: required(attribute(absolutePath)),
  },
  { lead: 'file', page },
)

/** `<iqn>` of an iSCSI initiator. */
export interface InitiatorIqn extends Infer<typeof initiatorIqn> {}

const initiatorIqn = element(
  'iqn',
  {
    /** The name, as `iqn.2013-07.com.example:client`. */
    name: required(attribute(text)),
  },
  { lead: 'name', page },
)

/** `<initiator>`: as whom an iSCSI target is asked. */
export interface IscsiInitiator extends Infer<typeof iscsiInitiator> {}

export const iscsiInitiator = element(
  'initiator',
  {
    /** The qualified name of the initiator. */
    iqn: required(child<InitiatorIqn>(initiatorIqn)),
  },
  { lead: 'iqn', page },
)

/** `<ssl>` of a source that is read over TLS. */
export interface DiskSsl extends Infer<typeof diskSsl> {}

export const diskSsl = element(
  'ssl',
  {
    /** Whether the server's certificate has to be valid. */
    verify: required(attribute(yesNo)),
  },
  { lead: 'verify', page },
)

/** `<cookie>`: one that goes with every request. */
export interface HttpCookie extends Infer<typeof httpCookie> {}

const httpCookie = element(
  'cookie',
  {
    /** Its name. */
    name: required(
      attribute(matching(/[!#$%&'*+\-.0-9A-Z^_`a-z|~]+/, 'the name of a cookie, without spaces')),
    ),
    /** Its value, which may stand between double quotes. */
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

/** `<cookies>`: what goes with every request over HTTP. */
export interface HttpCookies extends Infer<typeof httpCookies> {}

export const httpCookies = element(
  'cookies',
  {
    /** One of them. */
    cookie: required(many(child<HttpCookie>(httpCookie))),
  },
  { page },
)

/** `<readahead>`: how far reading runs ahead. */
export interface DiskReadahead extends Infer<typeof diskReadahead> {}

export const diskReadahead = element(
  'readahead',
  {
    /** The bytes of the buffer. */
    size: required(attribute(positive)),
  },
  { lead: 'size', page },
)

/** `<timeout>`: how long to wait for the server. */
export interface DiskTimeout extends Infer<typeof diskTimeout> {}

export const diskTimeout = element(
  'timeout',
  {
    /** The seconds until a connection counts as failed. */
    seconds: required(attribute(positive)),
  },
  { lead: 'seconds', page },
)

/** `<knownHosts>`: how a server is known over SSH. */
export interface SshKnownHosts extends Infer<typeof sshKnownHosts> {}

export const sshKnownHosts = element(
  'knownHosts',
  {
    /** The absolute path of the file that holds the server's key; without the right one the connection fails. */
    path: required(attribute(absolutePath)),
  },
  { lead: 'path', page },
)

/** `<identity>`: as whom a server is asked, over SSH or NFS. */
export interface DiskIdentity extends Infer<typeof diskIdentity> {}

export const diskIdentity = element(
  'identity',
  {
    /** The user of an NFS share, by name or, after `+`, by number; the host's choice where it is left out. */
    user: attribute(plainName, { in: ['nfs'] }),
    /** The group of an NFS share, by name or, after `+`, by number; the host's choice where it is left out. */
    group: attribute(plainName, { in: ['nfs'] }),
    /** The user on the server, over SSH. */
    username: requiredIn(['ssh'], attribute(plainName)),
    /** The absolute path of a private key without passphrase. Instead of `agentsock`. */
    keyfile: attribute(absolutePath, { in: ['ssh'] }),
    /** The absolute path of the socket of an SSH agent that has the key. Instead of `keyfile`. */
    agentsock: attribute(absolutePath, { in: ['ssh'] }),
  },
  { by: '../protocol', choices: [{ ...either('keyfile', 'agentsock'), in: ['ssh'] }], page },
)
