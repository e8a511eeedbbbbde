import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node, valuesOf } from '../tree/node.ts'
import { fieldPath, type Position, trailOf } from './position.ts'
import type { Target } from './rule-context.ts'

/** Everything in a domain that is newer than its target. */
export function checkTarget(root: Node, { libvirt }: Target): readonly Diagnostic[] {
  if (libvirt === undefined) return []
  const found: Diagnostic[] = []
  visit({ node: root, name: root.element.name })
  return found

  function visit(position: Position): void {
    for (const [key, slot] of Object.entries(position.node.fields)) {
      const field = lookup(position.node.element.fields, key)
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
      if (isNewer(field.since, libvirt!)) report(`"${field.name ?? key}"`, field.since!)
      for (const [index, value] of valuesOf(slot).entries()) {
        if (isNode(value)) {
          visit({
            node: value,
            name: field.name ?? key,
            key,
            parent: position,
            ...(field.many && { index: index + 1 }),
          })
          continue
        }
        const spelled = field.codec?.print(value)
        const since = spelled === undefined ? undefined : lookup(field.codec?.since ?? {}, spelled)
        if (isNewer(since, libvirt!)) report(`${field.name ?? key} "${spelled}"`, since!)
      }
    }
  }
}

/** Is a release, `9.10.0`, later than another? */
export function isNewer(release: string | undefined, than: string): boolean {
  if (release === undefined) return false
  const [a, b] = [release, than].map(text => text.split('.').map(Number)) as [number[], number[]]
  for (let part = 0; part < 3; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
