import { gunzipSync, gzipSync } from 'node:zlib'
import { elementOf } from '../schema/core/element.ts'
import { domain } from '../schema/domain/domain.ts'
import {
  childAt,
  emptyNode,
  type Node,
  slotOf,
  withoutSlot,
  withRaw,
  withSlot,
} from '../tree/node.ts'
import { escapeValue } from '../xml/escape.ts'
import { foreignElement } from '../xml/foreign.ts'
import { read } from '../xml/read.ts'

/** The namespace of vmc's element in the metadata of a domain. */
export const MARKER_URI = 'urn:libvmc:1'
/** The key with which virsh stores vmc's element. It becomes the prefix of the element. */
export const MARKER_KEY = 'vmc'
const MARKER_NAME = 'domain'

/** What vmc remembers about a domain, in the domain's own metadata: whose it is, and its state when vmc last wrote it. */
export interface Marker {
  readonly project: string
  /** The name of the domain in the program. */
  readonly name: string
  /** The UUID of the domain. A marker with another UUID was copied with a clone of the domain. */
  readonly uuid: string
  /** The name of the host. */
  readonly host: string
  /** The release of libvirt that wrote the definition. */
  readonly libvirt: string
  /** The domain of the program as it was last applied, as XML, with the values that vmc and the host filled in. */
  readonly program: string
  /**
   * The definition on the host after that, as XML, without the metadata. Missing if vmc was interrupted between writing the
   * definition and recording what libvirt made of it.
   */
  readonly definition?: string | undefined
}

const VERSION = '1'
// 1.3 MB of base64 can hold a gigabyte of zeros. The largest marker of libvirt's own test documents is 40 KB.
const MAX_BYTES = 4 * 1024 * 1024

const NAMES = ['project', 'name', 'uuid', 'host', 'libvirt'] as const

/** A marker as the element that `virsh metadata --set` takes, which adds the namespace. */
export function markerElement({ program, definition, ...names }: Marker): string {
  const attributes = NAMES.map(name => ` ${name}="${escapeValue(names[name])}"`).join('')
  const state = gzipSync(JSON.stringify({ program, definition })).toString('base64')
  return `<${MARKER_NAME} version="${VERSION}"${attributes}>${state}</${MARKER_NAME}>`
}

/** A copy of a domain with a marker, and without an earlier one. */
export function withMarker(node: Node, marker: Marker): Node {
  const { origin } = node
  const xml = markerElement(marker)
    .replace(
      `<${MARKER_NAME} `,
      `<${MARKER_KEY}:${MARKER_NAME} xmlns:${MARKER_KEY}="${MARKER_URI}" `,
    )
    .replace(`</${MARKER_NAME}>`, `</${MARKER_KEY}:${MARKER_NAME}>`)
  const rest = withoutMarker(node)
  const metadata = childAt(rest, 'metadata') ?? emptyNode(METADATA, origin)
  return withSlot(rest, 'metadata', { value: withRaw(metadata, { xml, origin }), origin })
}

const METADATA = elementOf(domain.fields.metadata)

/** The marker in the XML of a domain, if it has a readable one. */
export function markerIn(xml: string): Marker | undefined {
  if (!xml.includes(MARKER_URI)) return undefined
  const { node } = read(xml, domain)
  return node && markerOf(node)
}

/**
 * The marker of a domain, if it has a readable one. Markers come from the host: a forged one can make vmc plan a wrong change, but
 * not more.
 */
export function markerOf(node: Node): Marker | undefined {
  for (const { xml } of childAt(node, 'metadata')?.extra ?? []) {
    const marker = parse(xml)
    if (marker) return marker
  }
  return undefined
}

/** A copy of a domain without its marker. */
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

function inflate(text: string): Pick<Marker, 'program' | 'definition'> | undefined {
  try {
    const bytes = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_BYTES })
    const { program, definition }: Readonly<Record<string, unknown>> = JSON.parse(bytes.toString())
    if (typeof program !== 'string') return undefined
    if (definition === undefined) return { program }
    return typeof definition === 'string' ? { program, definition } : undefined
  } catch {
    // vmc did not write the state in this marker, so the domain counts as one without a marker.
    return undefined
  }
}
