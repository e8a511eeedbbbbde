import { isAlike } from '../../tree/merge/content.ts'
import type { Connection, Reply, VirshCommand } from '../connection.ts'
import { MARKER_KEY, MARKER_URI, type Marker, markerElement, markerIn } from '../marker.ts'
import { definitionOf } from '../plan/host-definition.ts'
import { dumpCommand, dumpIn, WRITE } from './dump.ts'

/** A marker that vmc writes to the metadata of a domain, and the definition of the domain. */
export interface Recording {
  readonly marker: Marker
  readonly xml: string
}

// The maximum size of a marker. The virsh command that contains the marker must fit into one argument of a process.
const MAX_MARKER_BYTES = 90 * 1024
// A program and a definition that are together smaller than this always fit into a marker, even if they cannot be compressed.
const SHORT_BYTES = 30 * 1024

/** Whether a marker is small enough to be an argument of a virsh command. */
export function fitsCommand(marker: Marker): boolean {
  const { program, definition = '' } = marker
  if (Buffer.byteLength(program) + Buffer.byteLength(definition) < SHORT_BYTES) return true
  return Buffer.byteLength(markerElement(marker)) <= MAX_MARKER_BYTES
}

/**
 * Records markers in the metadata of their domains, and changes nothing else. Returns the reason for each marker that could not
 * be recorded.
 */
export async function recordMarkers(
  connection: Connection,
  recordings: readonly Recording[],
): Promise<readonly (string | undefined)[]> {
  return recordFailures(recordings, await connection.batch(recordCommands(recordings), WRITE))
}

/** The commands that record markers and then read the definitions back. */
export const recordCommands = (recordings: readonly Recording[]): readonly VirshCommand[] =>
  recordings.flatMap(({ marker }) => [recordCommand(marker), dumpCommand(marker.uuid)])

/** The reasons why markers were not recorded, from the replies to `recordCommands`. */
export const recordFailures = (
  recordings: readonly Recording[],
  replies: readonly Reply[],
): readonly (string | undefined)[] =>
  recordings.map(({ marker, xml }, index) => {
    const [set, dump] = replies.slice(2 * index)
    return set?.error ?? failureIn(dumpIn(dump), xml, marker)
  })

const recordCommand = (marker: Marker): VirshCommand => [
  ...['metadata', marker.uuid, '--uri', MARKER_URI, '--key', MARKER_KEY],
  ...['--config', '--set', markerElement(marker)],
]

/**
 * Returns the reason why recording a marker failed: another part of the definition changed too, or the host did not keep the
 * marker. Returns `undefined` if recording succeeded.
 */
function failureIn(written: string, before: string, marker: Marker): string | undefined {
  // The texts of the two definitions are compared first. This is faster than comparing the parsed definitions, and the texts
  // are usually equal.
  if (
    withoutMarkerElement(written) === withoutMarkerElement(before) &&
    markerStateIn(written) === markerStateIn(markerElement(marker))
  )
    return undefined
  const [now, then] = [definitionOf(written), definitionOf(before)]
  if (!now || !then || !isAlike(now, then))
    return 'its definition changed while vmc wrote the record: check it with vmc diff'
  return JSON.stringify(markerIn(written)) === JSON.stringify(marker)
    ? undefined
    : 'the host did not keep the record of vmc'
}

/** Returns the compressed program and definition of the marker in a domain's XML, as base64. */
export const markerStateIn = (xml: string): string | undefined => STATE.exec(xml)?.[1]

const STATE = new RegExp(`<(?:${MARKER_KEY}:)?domain [^>]*>([\\w+/=]+)<`)

/** Returns the XML that libvirt prints for a domain, without the line of the marker. */
export const withoutMarkerElement = (xml: string): string =>
  xml.replace(new RegExp(`\n *<${MARKER_KEY}:domain [^<]*</${MARKER_KEY}:domain>(?=\n)`), '')
