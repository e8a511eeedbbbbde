import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { sinceOf } from '../schema/core/codec.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { isNode, type Node, valuesOf } from '../tree/node.ts'
import { fieldPath, isPresent, type Position, pathOf, trailOf } from './position.ts'
import type { Target } from './rule-context.ts'

/** Reports the parts of a domain that require a newer release of libvirt than the target. */
export function checkTarget(root: Node, { libvirt }: Target): readonly Diagnostic[] {
  if (libvirt === undefined) return []
  const found: Diagnostic[] = []
  visit({ node: root, name: root.element.name })
  return found

  function visit(position: Position): void {
    checkAbsent(position)
    for (const [key, slot] of Object.entries(position.node.fields)) {
      const field = position.node.element.fields[key]
      if (!field) continue
      const report = (what: string, since: string): void => {
        found.push(
          diagnose('VMC1013', {
            message: `${what} of <${position.name}> needs libvirt ${since}; the target has ${libvirt}`,
            path: fieldPath(position, key, field),
            origin: slot.origin,
            trail: trailOf(position, key, slot.origin),
          }),
        )
      }
      const name = field.name ?? key
      if (isNewer(field.since, libvirt!)) report(`"${name}"`, field.since!)
      else if (isNewer(field.manySince, libvirt!) && valuesOf(slot).length > 1)
        report(`more than one "${name}"`, field.manySince!)
      for (const [index, value] of valuesOf(slot).entries()) {
        if (isNode(value)) {
          visit({
            node: value,
            name,
            key,
            parent: position,
            ...(field.many && { index: index + 1 }),
          })
          continue
        }
        const spelled = field.codec?.print(value)
        const since = spelled === undefined ? undefined : sinceOf(field.codec!, spelled)
        if (isNewer(since, libvirt!)) report(`${name} "${spelled}"`, since!)
      }
    }
  }

  // Reports missing fields that are required in the target release, but not in newer releases.
  function checkAbsent(position: Position): void {
    const { node, name } = position
    const report = (missing: string, since: string): void => {
      found.push(
        diagnose('VMC1013', {
          message: `<${name}> without "${missing}" needs libvirt ${since}; the target has ${libvirt}`,
          path: pathOf(position),
          origin: node.origin,
        }),
      )
    }
    for (const [key, field] of optionalFields(node.element))
      if (isNewer(field.optionalSince, libvirt!) && !isPresent(node, key))
        report(field.name ?? key, field.optionalSince!)
    for (const [key, { field, release }] of Object.entries(node.element.requiresBefore ?? {}))
      if (isNewer(release, libvirt!) && isPresent(node, key) && !isPresent(node, field))
        report(field, release)
  }
}

const optionals = new WeakMap<Element, readonly (readonly [string, Field])[]>()

/** The fields of an element that only older releases require. */
function optionalFields(element: Element): readonly (readonly [string, Field])[] {
  const known = optionals.get(element)
  if (known) return known
  const fields = Object.entries(element.fields).filter(([, field]) => field.optionalSince)
  optionals.set(element, fields)
  return fields
}

/** Whether a release, such as `9.10.0`, is newer than another release. `undefined` is never newer. */
export function isNewer(release: string | undefined, than: string): boolean {
  if (release === undefined) return false
  const [a, b] = [release, than].map(text => text.split('.').map(Number)) as [number[], number[]]
  for (let part = 0; part < 3; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

/**
 * Whether the libvirt release of a target is older than another release. Without a target release, the newest release is
 * assumed.
 */
export const isBefore = ({ libvirt }: Target, release: string): boolean =>
  libvirt !== undefined && isNewer(release, libvirt)
