import type { Location } from '../tree/origin.ts'

/** Converts offsets in a text to locations with a line and a column. */
export class Lines {
  readonly #file: string
  readonly #starts: number[] = [0]

  constructor(text: string, file: string) {
    this.#file = file
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1)
    }
  }

  /** Returns the location of an offset in the text. Lines and columns start at 1. */
  locate(offset: number): Location {
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
