/** Returns the first names of a list, and the number of remaining names: `a.xml, b.xml and 2 more`. */
export function listNames(names: readonly string[], most: number): string {
  const more = names.length - most
  const first = names.slice(0, most).join(', ')
  return more > 0 ? `${first} and ${more} more` : first
}
