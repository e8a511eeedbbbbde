import type { ControllerDevice } from './device.ts'

/** The controllers of a definition that have an index, by type and index. */
export class ControllerIndex {
  readonly #byIndex = new Map<string, Map<number, ControllerDevice>>()
  readonly #highest = new Map<string, number>()

  constructor(controllers: readonly ControllerDevice[]) {
    for (const one of controllers) if (one.index !== -1) this.add(one)
  }

  /** Adds a controller. With several of a type and index, the first one counts. */
  add(controller: ControllerDevice): void {
    const { type, index } = controller
    const ofType = this.#byIndex.get(type) ?? new Map<number, ControllerDevice>()
    this.#byIndex.set(type, ofType)
    if (!ofType.has(index)) ofType.set(index, controller)
    this.#highest.set(type, Math.max(index, this.highest(type)))
  }

  /** The controller of a type with an index. */
  find(type: string, index: number): ControllerDevice | undefined {
    return this.#byIndex.get(type)?.get(index)
  }

  /** The highest index of a type; -1 if there is none. */
  highest(type: string): number {
    return this.#highest.get(type) ?? -1
  }
}
