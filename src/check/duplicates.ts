/**
 * Returns the elements whose key an earlier element already has. Elements without a key are skipped.
 *
 * @example
 * [...duplicates(domain.each('devices/disk'), disk => disk.text('type'))].map(({ key }) => key)   // ['file']
 */
export function* duplicates<E, K>(
  elements: readonly E[],
  keyOf: (element: E) => K | undefined,
): Generator<{ readonly element: E; readonly first: E; readonly key: K }> {
  if (elements.length < 2) return
  const seen = new Map<K, E>()
  for (const element of elements) {
    const key = keyOf(element)
    if (key === undefined) continue
    const first = seen.get(key)
    if (first === undefined) seen.set(key, element)
    else yield { element, first, key }
  }
}
