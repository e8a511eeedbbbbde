import type { Place } from '../tree/origin.ts'

/** Converts offsets in a text to lines and columns. */
export class Lines {
  readonly #file: string
  readonly #starts: number[] = [0]

  constructor(text: string, file: string) {
    this.#file = file
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1)
    }
  }

  /** The location of an offset, with lines and columns from 1. */
  locate(offset: number): Place {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const column = Math.max(0, offset - this.#starts[low]!) + 1
    return { file: this.#file, line: low + 1, column }
  }
}
