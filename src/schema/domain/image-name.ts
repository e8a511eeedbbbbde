import { lookup } from '../core/lookup.ts'

type SourceKey = 'file' | 'volume' | 'name' | 'protocol'

/** What the name of an image says about its format. */
export interface ImageName {
  /** The attribute of `<source>` that holds the name. */
  readonly key: 'file' | 'volume' | 'name'
  /** The extension in lower case, without its dot; empty if there is none. */
  readonly extension: string
  /** libvirt's name of the format, if the extension stands for one. */
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

// The other protocols name an export (nbd), a target (iscsi) or a UUID (vxhs), and the server decides what it serves.
const imageProtocols = new Set('rbd gluster nfs sheepdog http https ftp ftps tftp ssh'.split(' '))

/**
 * The name of the image behind a `<source>`, whose attributes `read` gives; `undefined` if the source names no image, as
 * a block device.
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
  const extension = /[^/]\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  // VMware keeps the bytes of a preallocated disk raw, in a file beside the .vmdk that describes it.
  const isFlat = /-flat\.vmdk$/i.test(name)
  const known = lookup(formats, extension)
  return { key, extension, format: isFlat ? 'raw' : known }
}
