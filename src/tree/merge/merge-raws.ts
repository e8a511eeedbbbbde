import type { Node, Raw } from '../node.ts'
import { changeOf, type Place } from './change.ts'
import type { Versions } from './merge-input.ts'
import { type RawTexts, rawTexts, withoutPlaceholders } from './placeholder.ts'
import type { Merging } from './versions.ts'

/** Applies the changes of the raw XML between `base` and `next` to an element of the merge target, and returns this element. */
export function mergeRaws(
  { changes }: Merging,
  { base, next, target, original }: Versions,
  place: Place,
): Node {
  const [recorded, after, current, last] = [base, next, target, original].map(one =>
    rawTexts(one?.extra),
  ) as [RawTexts, RawTexts, RawTexts, RawTexts]
  const before = withoutPlaceholders(recorded, [last, current, after])
  const own = target.extra ?? []
  let extra = own
  for (const [text, raw] of after) {
    if (before.has(text) || current.has(text)) continue
    changes.push(changeOf(place, undefined, text, raw.origin, false))
    extra = [...extra, { xml: raw.xml, origin: raw.origin }]
  }
  for (const text of before.keys()) {
    if (after.has(text)) continue
    const raw = current.get(text)
    // If neither version of the target contains the raw XML, nothing has to be removed. If only the earlier version contains
    // the raw XML, someone has changed it in the target since then, which is a conflict.
    if (!raw && !last.has(text)) continue
    changes.push(changeOf(place, text, undefined, next.origin, !raw))
    if (raw) extra = extra.filter(one => one !== raw)
  }
  return extra === own ? target : withExtra(target, extra)
}

function withExtra(node: Node, extra: readonly Raw[]): Node {
  const { extra: _, ...rest } = node
  return extra.length === 0 ? rest : { ...rest, extra }
}
