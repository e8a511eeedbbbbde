import { gunzipSync, gzipSync } from 'node:zlib'
import { domain } from '../schema/domain/domain.ts'
import { childAt, type Node, slotOf, withoutSlot, withRaw, withSlot } from '../tree/node.ts'
import type { ParameterValues } from '../tree/parameters.ts'
import { emit } from '../xml/emit.ts'
import { escapeValue } from '../xml/escape.ts'
import { foreignElement } from '../xml/foreign.ts'
import { read } from '../xml/read.ts'
import type { HostAddress } from './host-list.ts'

/** The namespace of vmc's element in the metadata of a domain. */
export const MARKER_URI = 'urn:libvmc:1'
/** The key under which virsh stores vmc's element. It becomes the namespace prefix of the element. */
export const MARKER_KEY = 'vmc'
const MARKER_NAME = 'domain'

/**
 * The marker is an element that vmc stores in the metadata of a domain. It contains the project that manages the domain, and
 * the state of the domain when vmc last recorded it.
 */
export interface Marker {
  readonly project: string
  /** The name of the domain in the program. */
  readonly name: string
  /**
   * The UUID of the domain. If it differs from the UUID in the definition, the marker was copied when the domain was cloned.
   */
  readonly uuid: string
  /** The name of the host, or its URI if it had no name in the configuration. */
  readonly host: string
  /** The release of libvirt that wrote the definition. */
  readonly libvirt: string
  /**
   * The domain as the program described it when vmc last applied it, as XML. It includes the values that vmc and the host
   * filled in.
   */
  readonly program: string
  /**
   * The definition on the host after vmc applied the program, as XML without the metadata. Missing if vmc was interrupted
   * before it could record the definition that libvirt returned.
   */
  readonly definition?: string | undefined
  /** The values of the `--set` options with which the program was applied. Missing if no `--set` option was given. */
  readonly set?: ParameterValues | undefined
  /** The program files that exported the domain, relative to the folder of the configuration. */
  readonly files?: readonly string[] | undefined
}

const VERSION = '1'
// The maximum size of a marker (the state that vmc stores in the <metadata> of a domain) after decompression. Without a
// limit, 1.3 MB of base64 could decompress to a gigabyte. For libvirt's own test documents, the largest marker is 40 KB long.
const MAX_BYTES = 4 * 1024 * 1024

const NAMES = ['project', 'name', 'uuid', 'host', 'libvirt'] as const

/**
 * Returns the marker, which is vmc's element in the metadata of a domain, as XML for `virsh metadata --set`. virsh adds the
 * namespace.
 */
export function markerElement({ program, definition, set, files, ...names }: Marker): string {
  const attributes = NAMES.map(name => ` ${name}="${escapeValue(names[name])}"`).join('')
  const state = gzipSync(JSON.stringify({ program, definition, set, files })).toString('base64')
  return `<${MARKER_NAME} version="${VERSION}"${attributes}>${state}</${MARKER_NAME}>`
}

/**
 * Returns the XML of a domain to which the given marker (vmc's element in the metadata) was added. An earlier marker is
 * replaced.
 */
export function markedXml(node: Node, marker: Marker): string {
  const rest = withoutMarker(node)
  const { origin } = node
  const xml = markerElement(marker)
    .replace(
      `<${MARKER_NAME} `,
      `<${MARKER_KEY}:${MARKER_NAME} xmlns:${MARKER_KEY}="${MARKER_URI}" `,
    )
    .replace(`</${MARKER_NAME}>`, `</${MARKER_KEY}:${MARKER_NAME}>`)
  const metadata = childAt(rest, 'metadata')
  // If the domain has no <metadata>, the marker is inserted into the XML text. In a tree, the marker would be raw XML, which
  // must be parsed and formatted. That takes long, because a marker contains much data.
  if (!metadata)
    return emit(rest).replace(/(?=<\/domain>\s*$)/, () => `<metadata>${xml}</metadata>`)
  return emit(withSlot(rest, 'metadata', { value: withRaw(metadata, { xml, origin }), origin }))
}

/**
 * Returns the marker (vmc's element in the metadata) of a domain that is given as XML. Returns `undefined` if the marker is
 * missing or not readable.
 */
export function markerIn(xml: string): Marker | undefined {
  if (!xml.includes(MARKER_URI)) return undefined
  const { node } = read(xml, domain)
  return node && markerOf(node)
}

/**
 * Returns the marker (vmc's element in the metadata) of a domain. Returns `undefined` if the marker is missing or not readable.
 * Markers come from the host and can be forged. A forged marker can only cause a wrong plan.
 */
export function markerOf(node: Node): Marker | undefined {
  for (const { xml } of childAt(node, 'metadata')?.extra ?? []) {
    const marker = parse(xml)
    if (marker) return marker
  }
  return undefined
}

/**
 * Whether the marker of a domain (vmc's element in the metadata) names this host. The marker contains the name of the host, or
 * its URI if the host had no name in the configuration when the marker was written.
 */
export const isMarkerOf = ({ host }: Marker, { name, uri }: HostAddress): boolean =>
  host === name || host === uri

/** Returns a copy of a domain without the marker, which is vmc's element in the metadata. */
export function withoutMarker(node: Node): Node {
  const metadata = childAt(node, 'metadata')
  const slot = slotOf(node, 'metadata')
  if (!metadata?.extra || !slot) return node
  const extra = metadata.extra.filter(({ xml }) => !isMarker(xml))
  if (extra.length === metadata.extra.length) return node
  const { extra: _, ...rest } = metadata
  return extra.length === 0 && Object.keys(metadata.fields).length === 0
    ? withoutSlot(node, 'metadata')
    : withSlot(node, 'metadata', { ...slot, value: extra.length === 0 ? rest : { ...rest, extra } })
}

const isMarker = (xml: string): boolean =>
  xml.includes(MARKER_URI) && foreignElement(xml, MARKER_NAME, MARKER_URI) !== undefined

function parse(xml: string): Marker | undefined {
  const element = foreignElement(xml, MARKER_NAME, MARKER_URI)
  if (element?.attributes.version !== VERSION) return undefined
  const { project = '', name = '', uuid = '', host = '', libvirt = '' } = element.attributes
  if (!PROJECT.test(project) || !UUID.test(uuid) || !RELEASE.test(libvirt)) return undefined
  const state = inflate(element.text)
  return state && { project, name, uuid, host, libvirt, ...state }
}

const PROJECT = /^[a-z0-9][a-z0-9._-]{0,62}$/i
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const RELEASE = /^\d+\.\d+\.\d+$/

const isTextOrMissing = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'

const areTexts = (value: unknown): value is ParameterValues =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(one => typeof one === 'string')

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(one => typeof one === 'string')

type State = Pick<Marker, 'program' | 'definition' | 'set' | 'files'>

function inflate(text: string): State | undefined {
  try {
    const bytes = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_BYTES })
    const state: Readonly<Record<string, unknown>> = JSON.parse(bytes.toString())
    const { program, definition, set, files } = state
    if (typeof program !== 'string' || !isTextOrMissing(definition)) return undefined
    if (set !== undefined && !areTexts(set)) return undefined
    if (files !== undefined && !isListOfTexts(files)) return undefined
    return {
      ...(set && { set }),
      ...(files && { files }),
      program,
      ...(definition !== undefined && { definition }),
    }
  } catch {
    // The metadata contains something that vmc did not write, so vmc treats the domain like a domain without a marker.
    return undefined
  }
}
