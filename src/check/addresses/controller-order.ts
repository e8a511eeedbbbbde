import type { ControllerDevice } from './device.ts'

// Controllers of one type that stay together when controllers are sorted. A controller without an index forms a group of its
// own.
interface Group {
  readonly controllers: ControllerDevice[]
  /** The highest sort key of the controllers in this group and in the groups before it. */
  highest: number
}

/**
 * Sorts the controllers of a definition as libvirt does: the types in the order of their first controllers, and the controllers
 * of a type by index. libvirt inserts each controller before the first controller that has a higher index. A controller without an
 * index, which libvirt numbers later, is a border between two groups: a later controller is placed in front of the border only if
 * a controller there has a higher index.
 */
export class ControllerOrder {
  readonly #types = new Map<string, Group[]>()

  add(controller: ControllerDevice): void {
    const groups = this.#types.get(controller.type) ?? [{ controllers: [], highest: -1 }]
    this.#types.set(controller.type, groups)
    if (controller.index === -1) {
      const { highest } = groups.at(-1)!
      groups.push({ controllers: [controller], highest }, { controllers: [], highest })
      return
    }
    const sortKey = sortKeyOf(controller)
    const group = groups[firstAbove(groups, sortKey)] ?? groups.at(-1)!
    group.controllers.push(controller)
    group.highest = Math.max(group.highest, sortKey)
  }

  sorted(): ControllerDevice[] {
    return [...this.#types.values()].flatMap(groups =>
      groups.flatMap(({ controllers }) => controllers.sort((a, b) => sortKeyOf(a) - sortKeyOf(b))),
    )
  }
}

// A USB master comes before its companion controllers, which have the same index.
const sortKeyOf = ({ index, isCompanion }: ControllerDevice): number =>
  2 * index + (isCompanion ? 1 : 0)

/**
 * The position of the first group whose highest sort key is above a sort key. If there is no such group, the result is the
 * number of groups.
 */
function firstAbove(groups: readonly Group[], sortKey: number): number {
  let [low, high] = [0, groups.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (groups[middle]!.highest > sortKey) high = middle
    else low = middle + 1
  }
  return low
}
