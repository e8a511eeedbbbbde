import { checkAddresses } from '../../build/documents/check-addresses.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Change } from '../../tree/merge/merge.ts'
import { childAt, isNode, type Node } from '../../tree/node.ts'

/**
 * The addresses in a program that libvirt would refuse, because other devices on the host already have them. Each problem is
 * reported at its line in the program. `changed` is the definition with the changes of the program.
 */
export function addressProblems(
  definition: Node,
  changed: Node,
  changes: readonly Change[],
  libvirt: string,
): readonly Diagnostic[] {
  if (!changes.some(setsAddress)) return []
  const found = checkAddresses(changed, libvirt)
  if (found.length === 0) return []
  const known = new Set(checkAddresses(definition, libvirt).map(textOf))
  return found.filter(one => !known.has(textOf(one))).map(inProgram)
}

const setsAddress = ({ kind, keys, after }: Change): boolean =>
  kind !== 'removed' &&
  (keys.includes('address') || (isNode(after) && childAt(after, 'address') !== undefined))

const textOf = ({ slug, message }: Diagnostic): string => `${slug} ${message}`

/**
 * Returns a diagnostic with a location in the program. If only a related location is in the program, the diagnostic gets this
 * location. Elements that the host has added have no location.
 */
function inProgram(finding: Diagnostic): Diagnostic {
  const place = [finding, ...(finding.related ?? [])].find(({ file }) => file !== undefined)
  const { file: _, line: __, column: ___, related: ____, ...rest } = finding
  return place?.file === undefined
    ? rest
    : { ...rest, file: place.file, line: place.line!, column: place.column! }
}
