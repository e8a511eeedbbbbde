interface Indexed {
  readonly type: string
  readonly index: number
}

/** The controllers of a definition that have an index, by type and index. */
export class ControllerIndex<C extends Indexed> {
  readonly #byIndex = new Map<string, Map<number, C>>()
  readonly #highest = new Map<string, number>()

  /** Adds a controller. If several controllers have the same type and index, `find()` returns the first. */
  add(controller: C): void {
    const { type, index } = controller
    const ofType = this.#byIndex.get(type) ?? new Map<number, C>()
    this.#byIndex.set(type, ofType)
    if (!ofType.has(index)) ofType.set(index, controller)
    this.#highest.set(type, Math.max(index, this.highest(type)))
  }

  /** The controller with this type and index. */
  find(type: string, index: number): C | undefined {
    return this.#byIndex.get(type)?.get(index)
  }

  /** The highest index of the controllers of a type, or -1 if the type has no controllers. */
  highest(type: string): number {
    return this.#highest.get(type) ?? -1
  }
}
