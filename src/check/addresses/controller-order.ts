import type { ControllerDevice } from './device.ts'

// The controllers of a type up to one without an index.
interface Run {
  readonly controllers: ControllerDevice[]
  /** The highest rank of the run and the runs before it. */
  highest: number
}

/**
 * Sorts the controllers of a definition as libvirt does: the types in the order of their first controllers, and each type by
 * index. libvirt inserts one controller after the other before the first that has a higher index, so a controller without an
 * index, which libvirt numbers later, is a border: those after it can only have higher indexes than all before it.
 */
export class ControllerOrder {
  readonly #types = new Map<string, Run[]>()

  add(controller: ControllerDevice): void {
    const runs = this.#types.get(controller.type) ?? [{ controllers: [], highest: -1 }]
    this.#types.set(controller.type, runs)
    if (controller.index === -1) {
      const { highest } = runs.at(-1)!
      runs.push({ controllers: [controller], highest }, { controllers: [], highest })
      return
    }
    const rank = rankOf(controller)
    const run = runs[firstAbove(runs, rank)] ?? runs.at(-1)!
    run.controllers.push(controller)
    run.highest = Math.max(run.highest, rank)
  }

  sorted(): ControllerDevice[] {
    return [...this.#types.values()].flatMap(runs =>
      runs.flatMap(({ controllers }) => controllers.sort((a, b) => rankOf(a) - rankOf(b))),
    )
  }
}

// A USB master comes before its companions, which have the same index.
const rankOf = ({ index, isCompanion }: ControllerDevice): number =>
  2 * index + (isCompanion ? 1 : 0)

/** The position of the first run with a controller of a higher rank, or the number of runs. */
function firstAbove(runs: readonly Run[], rank: number): number {
  let [low, high] = [0, runs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (runs[middle]!.highest > rank) high = middle
    else low = middle + 1
  }
  return low
}
