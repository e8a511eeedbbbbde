import { lookup } from '../core/lookup.ts'

type SourceKey = 'file' | 'volume' | 'name' | 'protocol'

/** The name of a disk image in a `<source>`, and the image format that its file extension means. */
export interface ImageName {
  /** The attribute of `<source>` that contains the name of the disk image. */
  readonly key: 'file' | 'volume' | 'name'
  /** The file extension of the image name, in lower case without the dot. It is empty if the name has no extension. */
  readonly extension: string
  /** libvirt's name of the image format that the file extension means. `undefined` if the extension is not known. */
  readonly format: string | undefined
}

const formats: Readonly<Record<string, string>> = {
  raw: 'raw',
  img: 'raw',
  iso: 'raw',
  qcow2: 'qcow2',
  qcow: 'qcow',
  qed: 'qed',
  vmdk: 'vmdk',
  vdi: 'vdi',
  vhd: 'vpc',
  vpc: 'vpc',
}

// The network protocols that refer to an image by its file name. Other protocols use an export (nbd), a target (iscsi) or a
// UUID (vxhs), so the server determines the format.
const imageProtocols = new Set('rbd gluster nfs sheepdog http https ftp ftps tftp ssh'.split(' '))

/**
 * Returns the image name in a `<source>`. Returns `undefined` if the source does not name an image but, for example, a
 * block device. The function `read` returns the attributes of the source by key.
 */
export function imageNameOf(read: (key: SourceKey) => unknown): ImageName | undefined {
  for (const key of ['file', 'volume', 'name'] as const) {
    const value = read(key)
    if (typeof value !== 'string') continue
    if (key !== 'name') return parse(key, value)
    if (imageProtocols.has(String(read('protocol')))) return parse(key, value.replace(/\?.*$/s, ''))
  }
  return undefined
}

function parse(key: ImageName['key'], name: string): ImageName {
  const dot = name.lastIndexOf('.')
  // The name of a hidden file, such as ".img", has no extension.
  const extension = dot > name.lastIndexOf('/') + 1 ? name.slice(dot + 1).toLowerCase() : ''
  // VMware stores the raw bytes of a preallocated disk in NAME-flat.vmdk, and the description of the disk in NAME.vmdk.
  const isFlat = extension === 'vmdk' && /-flat$/i.test(name.slice(0, dot))
  return { key, extension, format: isFlat ? 'raw' : lookup(formats, extension) }
}
