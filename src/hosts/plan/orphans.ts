import type { ParameterValues } from '../../tree/parameters.ts'
import { addressOf, type HostAddress } from '../host-list.ts'
import type { HostDomain } from '../inventory.ts'
import { isMarkerOf, type Marker } from '../marker.ts'
import type { ProgramFiles } from './program-files.ts'

/** A domain on a host that vmc manages for the project, but that no program of this run contains. */
export interface Orphan {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  readonly state: string
  readonly definition: HostDomain
  /** The values of the `--set` options with which the domain was applied. Not set if no `--set` option was given. */
  readonly set?: ParameterValues | undefined
  /**
   * The other program files of the project that contain the domain. The paths are relative to the folder of the configuration.
   */
  readonly files: readonly string[]
}

/**
 * A domain on a host, and its marker (vmc's element in the metadata). A marker that was copied from another domain is ignored.
 */
export interface KnownDomain<Host extends HostAddress = HostAddress> {
  readonly host: Host
  readonly domain: HostDomain
  readonly marker: Marker | undefined
}

/** Returns the domains that vmc manages for a project, but that the programs of this run do not contain. */
export const missingIn = (
  known: readonly KnownDomain[],
  project: string,
  uuids: ReadonlySet<unknown>,
  files: ProgramFiles | undefined,
): readonly Orphan[] =>
  known.flatMap(({ marker, domain: definition, host }) => {
    if (marker?.project !== project || !isMarkerOf(marker, host) || uuids.has(definition.uuid))
      return []
    const { name, uuid, state } = definition
    const { set, files: recorded } = marker
    const others = files?.othersOf(recorded) ?? []
    return [{ name, uuid, state, set, host: addressOf(host), definition, files: others }]
  })
