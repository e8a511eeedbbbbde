import { type Node, type Note, withNote } from '../node.ts'
import { changeOf, type Place } from './change.ts'
import type { Versions } from './merge-input.ts'
import type { Merging } from './versions.ts'

/** The text that messages show instead of a secret. */
const SHOWN = '•••'

/**
 * Applies the change of a secret to an element of the merge target, and returns this element. The secret has changed if exactly
 * one of `base` and `next` has one. Two secrets are not compared with each other.
 */
export function mergeSecret(
  { input, changes }: Merging,
  { base, next, target }: Versions,
  { keys, path, device }: Place,
): Node {
  const [before, after, current] = [base, next, target].map(secretIn)
  const key = input.secretKey?.(next)
  if (key === undefined || (before === undefined) === (after === undefined)) return target
  const place = { keys: [...keys, key], path: `${path}/${key}`, device }
  const [from, to] = [before ?? current, after].map(one => one && SHOWN)
  changes.push(changeOf(place, from, to, after?.origin ?? next.origin, false))
  const { notes: _, ...rest } = target
  const others = (target.notes ?? []).filter(note => note !== current)
  const kept: Node = others.length > 0 ? { ...rest, notes: others } : rest
  return after ? withNote(kept, after) : kept
}

const secretIn = (node: Node | undefined): Note | undefined =>
  node?.notes?.find(({ kind }) => kind === 'secret')
