import { matching, newer, oneOf, text, unsigned, uuid } from '../core/codec.ts'
import { attribute, child, either, element, type Infer, many, required } from '../core/element.ts'

/** A name of letters, digits, `_`, `+` and `-`. */
export const plainName = matching(/[a-zA-Z0-9_+-]+/, 'letters, digits, "_", "+" and "-"')

/** `<secret>` of an authentication: which of libvirt's secrets holds the password. */
export interface AuthSecret extends Infer<typeof authSecret> {}

const authSecret = element(
  'secret',
  {
    /** What it opens: `ceph` for RBD, `iscsi` for CHAP. */
    type: required(attribute(oneOf('ceph iscsi'))),
    /** The usage it was defined with: its name, or its target. Instead of `uuid`. */
    usage: attribute(matching(/[^/\n]+/, 'one line of text without "/"')),
    /** Its UUID. Instead of `usage`. */
    uuid: attribute(uuid),
  },
  {
    choices: [either('usage', 'uuid')],
    page: 'formatdomain.html#hard-drives-floppy-disks-cdroms',
  },
)

/** `<auth>` of a source on the network: who asks for it. */
export interface DiskAuth extends Infer<typeof diskAuth> {}

export const diskAuth = element(
  'auth',
  {
    /** The name of the user. */
    username: required(attribute(plainName)),
    /** Where the password is: XML never holds it. */
    secret: required(child<AuthSecret>(authSecret)),
  },
  { page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<secret>` of an encryption: which of libvirt's secrets holds the passphrase. */
export interface EncryptionSecret extends Infer<typeof encryptionSecret> {}

const encryptionSecret = element(
  'secret',
  {
    /** What it is: a passphrase. */
    type: required(attribute(oneOf('passphrase'))),
    /** The usage it was defined with. Instead of `uuid`. */
    usage: attribute(text),
    /** Its UUID. Instead of `usage`. */
    uuid: attribute(uuid),
  },
  { choices: [either('usage', 'uuid')], page: 'formatstorageencryption.html' },
)

/** `<cipher>`: the algorithm that an image is made with; one that exists tells it itself. */
export interface EncryptionCipher extends Infer<typeof encryptionCipher> {}

const encryptionCipher = element(
  'cipher',
  {
    /** The algorithm, as `aes`. */
    name: required(attribute(text)),
    /** The size of the key in bits, as 256. */
    size: required(attribute(unsigned)),
    /** The mode of operation, as `xts`. Goes with `hash`. */
    mode: attribute(text),
    /** The hash, as `sha256`. Goes with `mode`. */
    hash: attribute(text),
  },
  { together: [['mode', 'hash']], page: 'formatstorageencryption.html' },
)

/** `<ivgen>`: how the initialization vectors of an encrypted image come about. */
export interface EncryptionIvgen extends Infer<typeof encryptionIvgen> {}

const encryptionIvgen = element(
  'ivgen',
  {
    /** The algorithm, as `plain64` or `essiv`. */
    name: required(attribute(text)),
    /** The hash, where the algorithm takes one. */
    hash: attribute(text),
  },
  { lead: 'name', page: 'formatstorageencryption.html' },
)

/** `<encryption>`: how an image is encrypted. */
export interface DiskEncryption extends Infer<typeof diskEncryption> {}

export const diskEncryption = element(
  'encryption',
  {
    /** The format; `luks2` and `luks-any` are for RBD's own engine, and `qcow` is broken and no longer served. */
    format: required(
      attribute(newer(oneOf('luks luks2 luks-any qcow default'), { 'luks-any': '9.3.0' })),
    ),
    /** Who decrypts: QEMU's block layer, or the RBD library. QEMU where it is left out. */
    engine: attribute(oneOf('qemu librbd')),
    /** Where the passphrase is; RBD's engine takes one for each layer of a clone. */
    secret: many(child<EncryptionSecret>(encryptionSecret)),
    /** The algorithm. Goes with `ivgen`. */
    cipher: child<EncryptionCipher>(encryptionCipher),
    /** How the initialization vectors come about. Goes with `cipher`. */
    ivgen: child<EncryptionIvgen>(encryptionIvgen),
  },
  {
    needs: { cipher: 'secret' },
    together: [['cipher', 'ivgen']],
    page: 'formatstorageencryption.html',
  },
)
