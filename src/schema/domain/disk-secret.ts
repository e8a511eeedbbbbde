import { matching, oneOf, text, unsigned, uuid, withSince } from '../core/codec.ts'
import { attribute, child, either, element, type Infer, many, required } from '../core/element.ts'

/** The attribute codec for a name of letters, digits, `_`, `+` and `-`. */
export const plainName = matching(/[a-zA-Z0-9_+-]+/, 'letters, digits, "_", "+" and "-"')

/** `<secret>` of `<auth>`: the libvirt secret that holds the password for the server. */
export interface AuthSecret extends Infer<typeof authSecret> {}

const authSecret = element(
  'secret',
  {
    /** The kind of libvirt secret that holds the password: `ceph` for RBD, `iscsi` for CHAP. */
    type: required(attribute(oneOf('ceph iscsi'))),
    /**
     * The usage string of the libvirt secret that holds the password. It is the name or the target of the secret.
     * Cannot be combined with `uuid`.
     */
    usage: attribute(matching(/[^/\n]+/, 'one line of text without "/"')),
    /** The UUID of the libvirt secret that holds the password. Cannot be combined with `usage`. */
    uuid: attribute(uuid),
  },
  {
    choices: [either('usage', 'uuid')],
    page: 'formatdomain.html#hard-drives-floppy-disks-cdroms',
  },
)

/** `<auth>` of a network source: the user name and the password for the server of the disk image. */
export interface DiskAuth extends Infer<typeof diskAuth> {}

export const diskAuth = element(
  'auth',
  {
    /** The user name with which QEMU logs in to the server of the disk image. */
    username: required(attribute(plainName)),
    /** The libvirt secret that holds the password for the server. The domain XML never contains the password itself. */
    secret: required(child<AuthSecret>(authSecret)),
  },
  { page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<secret>` of `<encryption>`: the libvirt secret that holds the passphrase of an encrypted disk image. */
export interface EncryptionSecret extends Infer<typeof encryptionSecret> {}

const encryptionSecret = element(
  'secret',
  {
    /** The kind of libvirt secret that holds the passphrase of the disk image. Only `passphrase` is supported. */
    type: required(attribute(oneOf('passphrase'))),
    /** The usage string of the libvirt secret that holds the passphrase. Cannot be combined with `uuid`. */
    usage: attribute(text),
    /** The UUID of the libvirt secret that holds the passphrase. Cannot be combined with `usage`. */
    uuid: attribute(uuid),
  },
  { choices: [either('usage', 'uuid')], page: 'formatstorageencryption.html' },
)

/**
 * `<cipher>` of `<encryption>`: the encryption algorithm for a new disk image. An existing disk image records its own
 * algorithm.
 */
export interface EncryptionCipher extends Infer<typeof encryptionCipher> {}

const encryptionCipher = element(
  'cipher',
  {
    /** The name of the encryption algorithm for the disk image, such as `aes`. */
    name: required(attribute(text)),
    /** The size of the encryption key of the disk image in bits, such as 256. */
    size: required(attribute(unsigned)),
    /** The mode of operation of the disk image's encryption algorithm, such as `xts`. Requires `hash`. */
    mode: attribute(text),
    /** The hash algorithm for the encryption of the disk image, such as `sha256`. Requires `mode`. */
    hash: attribute(text),
  },
  { allOrNone: [['mode', 'hash']], page: 'formatstorageencryption.html' },
)

/** `<ivgen>`: the algorithm that generates the initialization vectors of a new encrypted disk image. */
export interface EncryptionIvgen extends Infer<typeof encryptionIvgen> {}

const encryptionIvgen = element(
  'ivgen',
  {
    /**
     * The name of the algorithm that generates the initialization vectors of the encrypted disk image, such as
     * `plain64` or `essiv`.
     */
    name: required(attribute(text)),
    /**
     * The hash algorithm for the initialization vectors of the encrypted disk image, if the algorithm in `name` needs a
     * hash.
     */
    hash: attribute(text),
  },
  { lead: 'name', page: 'formatstorageencryption.html' },
)

/** `<encryption>`: the encryption of a disk image. */
export interface DiskEncryption extends Infer<typeof diskEncryption> {}

export const diskEncryption = element(
  'encryption',
  {
    /**
     * The encryption format of the disk image. `luks2` and `luks-any` require the `librbd` engine. `qcow` is insecure
     * and no longer supported.
     */
    format: required(
      attribute(withSince(oneOf('luks luks2 luks-any qcow default'), { 'luks-any': '9.3.0' })),
    ),
    /** The software that decrypts the disk image: QEMU (`qemu`), or the RBD library (`librbd`). Default: `qemu`. */
    engine: attribute(oneOf('qemu librbd')),
    /**
     * The libvirt secret that holds the passphrase of the disk image. The `librbd` engine accepts one secret for each
     * layer of a cloned image.
     */
    secret: many(child<EncryptionSecret>(encryptionSecret)),
    /** The encryption algorithm for a new disk image. Requires `ivgen`. */
    cipher: child<EncryptionCipher>(encryptionCipher),
    /** The algorithm that generates the initialization vectors for a new disk image. Requires `cipher`. */
    ivgen: child<EncryptionIvgen>(encryptionIvgen),
  },
  {
    requires: { cipher: 'secret' },
    allOrNone: [['cipher', 'ivgen']],
    page: 'formatstorageencryption.html',
  },
)
