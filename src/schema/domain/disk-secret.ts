import { matching, oneOf, text, unsigned, uuid, withSince } from '../core/codec.ts'
import { attribute, child, either, element, type Infer, many, required } from '../core/element.ts'

/** A name of letters, digits, `_`, `+` and `-`. */
export const plainName = matching(/[a-zA-Z0-9_+-]+/, 'letters, digits, "_", "+" and "-"')

/** `<secret>` of `<auth>`: the libvirt secret that holds the password. */
export interface AuthSecret extends Infer<typeof authSecret> {}

const authSecret = element(
  'secret',
  {
    /** The kind of secret: `ceph` for RBD, `iscsi` for CHAP. */
    type: required(attribute(oneOf('ceph iscsi'))),
    /** The usage of the libvirt secret: its name or its target. Excludes `uuid`. */
    usage: attribute(matching(/[^/\n]+/, 'one line of text without "/"')),
    /** The UUID of the libvirt secret. Excludes `usage`. */
    uuid: attribute(uuid),
  },
  {
    choices: [either('usage', 'uuid')],
    page: 'formatdomain.html#hard-drives-floppy-disks-cdroms',
  },
)

/** `<auth>` of a network source: the credentials for the server. */
export interface DiskAuth extends Infer<typeof diskAuth> {}

export const diskAuth = element(
  'auth',
  {
    /** The user name. */
    username: required(attribute(plainName)),
    /** The libvirt secret that holds the password. The domain XML never contains the password itself. */
    secret: required(child<AuthSecret>(authSecret)),
  },
  { page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<secret>` of `<encryption>`: the libvirt secret that holds the passphrase. */
export interface EncryptionSecret extends Infer<typeof encryptionSecret> {}

const encryptionSecret = element(
  'secret',
  {
    /** The kind of secret. Only `passphrase` is supported. */
    type: required(attribute(oneOf('passphrase'))),
    /** The usage of the libvirt secret. Excludes `uuid`. */
    usage: attribute(text),
    /** The UUID of the libvirt secret. Excludes `usage`. */
    uuid: attribute(uuid),
  },
  { choices: [either('usage', 'uuid')], page: 'formatstorageencryption.html' },
)

/** `<cipher>`: the encryption algorithm for a new image. An existing image already records its algorithm. */
export interface EncryptionCipher extends Infer<typeof encryptionCipher> {}

const encryptionCipher = element(
  'cipher',
  {
    /** The algorithm, such as `aes`. */
    name: required(attribute(text)),
    /** The size of the key in bits, such as 256. */
    size: required(attribute(unsigned)),
    /** The mode of operation, such as `xts`. Requires `hash`. */
    mode: attribute(text),
    /** The hash algorithm, such as `sha256`. Requires `mode`. */
    hash: attribute(text),
  },
  { allOrNone: [['mode', 'hash']], page: 'formatstorageencryption.html' },
)

/** `<ivgen>`: the algorithm that generates the initialization vectors of a new encrypted image. */
export interface EncryptionIvgen extends Infer<typeof encryptionIvgen> {}

const encryptionIvgen = element(
  'ivgen',
  {
    /** The algorithm, such as `plain64` or `essiv`. */
    name: required(attribute(text)),
    /** The hash algorithm, if the algorithm uses one. */
    hash: attribute(text),
  },
  { lead: 'name', page: 'formatstorageencryption.html' },
)

/** `<encryption>`: the encryption of an image. */
export interface DiskEncryption extends Infer<typeof diskEncryption> {}

export const diskEncryption = element(
  'encryption',
  {
    /**
     * The encryption format. `luks2` and `luks-any` require the `librbd` engine. `qcow` is insecure and no longer
     * supported.
     */
    format: required(
      attribute(withSince(oneOf('luks luks2 luks-any qcow default'), { 'luks-any': '9.3.0' })),
    ),
    /** The engine that decrypts: QEMU, or the RBD library (`librbd`). Default: `qemu`. */
    engine: attribute(oneOf('qemu librbd')),
    /**
     * The libvirt secret that holds the passphrase. The `librbd` engine takes one secret per layer of a cloned image.
     */
    secret: many(child<EncryptionSecret>(encryptionSecret)),
    /** The encryption algorithm for a new image. Requires `ivgen`. */
    cipher: child<EncryptionCipher>(encryptionCipher),
    /** The algorithm that generates the initialization vectors for a new image. Requires `cipher`. */
    ivgen: child<EncryptionIvgen>(encryptionIvgen),
  },
  {
    requires: { cipher: 'secret' },
    allOrNone: [['cipher', 'ivgen']],
    page: 'formatstorageencryption.html',
  },
)
