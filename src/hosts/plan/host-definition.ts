import { domain } from '../../schema/domain/domain.ts'
import type { Node } from '../../tree/node.ts'
import { read } from '../../xml/read.ts'
import type { HostDomain } from '../inventory.ts'
import { type Marker, markerOf, withoutMarker } from '../marker.ts'
import { hideSecrets } from './secrets.ts'

/** The definition of a domain in parsed form. */
interface HostDefinition {
  /** The tree of the definition, without vmc's marker and without secrets. `undefined` if vmc cannot read the definition. */
  readonly definition: Node | undefined
  readonly marker: Marker | undefined
}

/** Reads a definition, without vmc's marker and without secrets. */
export const definitionOf = (xml: string): Node | undefined => readOnce(xml).definition

/** Returns the definition of a domain and its marker (vmc's element in the metadata). The result is cached for each domain. */
export function readDefinition(host: HostDomain): HostDefinition {
  const known = definitions.get(host)
  if (known) return known
  const found = readOnce(host.xml)
  definitions.set(host, found)
  return found
}

const definitions = new WeakMap<HostDomain, HostDefinition>()

function readOnce(xml: string): HostDefinition {
  const { node } = read(xml, domain)
  if (!node) return { definition: undefined, marker: undefined }
  return { definition: hideSecrets(withoutMarker(node)), marker: markerOf(node) }
}
