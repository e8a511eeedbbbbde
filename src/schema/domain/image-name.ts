import { lookup } from '../core/lookup.ts'

type SourceKey = 'file' | 'volume' | 'name' | 'protocol'

/** The name of a disk image and the format that its extension implies. */
export interface ImageName {
  /** The attribute of `<source>` that contains the name of the image. */
  readonly key: 'file' | 'volume' | 'name'
  /** The file extension in lower case, without the dot; empty if the name has no extension. */
  readonly extension: string
  /** libvirt's name for the format that the extension implies, if any. */
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

// Only these network protocols refer to an image by its file name. The others use an export (nbd), a target (iscsi) or a UUID
// (vxhs), so the server decides the format.
const imageProtocols = new Set('rbd gluster nfs sheepdog http https ftp ftps tftp ssh'.split(' '))

/**
 * The image name in a `<source>`; `undefined` if the source does not name an image, for example a block device. `read`
 * returns the attributes of the source.
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
  // VMware stores a preallocated disk as raw bytes in NAME-flat.vmdk, and its description in NAME.vmdk.
  const isFlat = extension === 'vmdk' && /-flat$/i.test(name.slice(0, dot))
  return { key, extension, format: isFlat ? 'raw' : lookup(formats, extension) }
}
