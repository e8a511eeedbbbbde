import { uncheckedText } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { ElementCursor } from '../element-cursor.ts'
import type { ElementAt, ElementPath } from '../paths.ts'

/**
 * The name of a domain. Empty for a domain without a name.
 *
 * @example
 * nameOf(domain)   // 'fv0'
 */
export const nameOf = (domain: DomainCursor): string =>
  domain.text('name') ?? uncheckedText(domain.node, 'name') ?? ''

/**
 * The host that `.host()` sets for a domain, with the origin of the call. `undefined` for a domain without a host.
 *
 * @example
 * hostOf(domain)?.name   // 'hv1'
 */
export function hostOf(
  domain: DomainCursor,
): { readonly name: string; readonly origin: Origin } | undefined {
  const notes = domain instanceof ElementCursor ? domain.notes : domain.node.notes
  const note = notes?.findLast(({ kind }) => kind === 'host')
  return typeof note?.value === 'string' ? { name: note.value, origin: note.origin } : undefined
}

/**
 * All elements at several paths, in the order of the paths.
 *
 * @example
 * eachOf(domain, ['devices/disk/boot', 'devices/interface/boot'])
 */
export function eachOf<T, P extends string>(
  element: Cursor<T>,
  paths: readonly (P & ElementPath<T, P>)[],
): readonly Cursor<ElementAt<T, P>>[] {
  const found: Cursor<ElementAt<T, P>>[] = []
  for (const path of paths) for (const one of element.each(path)) found.push(one)
  return found
}
