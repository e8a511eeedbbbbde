// The minimum length of a list that is extended without a copy. A shorter list is copied, because that is faster.
const MIN_APPENDED = 32

/** A plain list, or a list that consists of several lists, which are joined when the items are read. */
export type List<T> = readonly T[] | AppendedList<T>

/** Returns the list `before` with items appended. A long list is not copied: its items are joined only when they are read. */
export function append<T>(before: List<T> | undefined, added: readonly T[]): List<T> {
  if (before === undefined) return added
  if (added.length === 0) return before
  return before.length + added.length < MIN_APPENDED && !(before instanceof AppendedList)
    ? [...before, ...added]
    : new AppendedList(before, added)
}

/** Returns the items of a list. */
export const itemsOf = <T>(list: List<T>): readonly T[] =>
  list instanceof AppendedList ? list.items : list

/** A list to which items were appended without copying it. Appending takes the same time for short and long lists. */
export class AppendedList<T> {
  readonly length: number
  readonly #added: readonly T[]
  #before: List<T> | undefined
  #items: readonly T[] | undefined

  constructor(before: List<T>, added: readonly T[]) {
    this.length = before.length + added.length
    this.#added = added
    this.#before = before
  }

  get items(): readonly T[] {
    this.#items ??= this.#joined()
    return this.#items
  }

  #joined(): readonly T[] {
    const parts: (readonly T[])[] = []
    let list: List<T> | undefined = this
    // The loop avoids recursion, because a long chain of lists would overflow the stack.
    while (list instanceof AppendedList && list.#items === undefined) {
      parts.push(list.#added)
      list = list.#before
    }
    this.#before = undefined
    return [list ? itemsOf(list) : [], ...parts.reverse()].flat()
  }
}
