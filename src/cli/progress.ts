import type { Output } from './context.ts'

const DELAY_MS = 500
const REFRESH_MS = 60

/** A progress display on a terminal that counts the built domains. It appears after half a second. */
export class Progress {
  readonly #started = performance.now()
  readonly #terminal: Output | undefined
  #drawn = 0

  /** Creates a progress display for a terminal. Without a terminal, nothing is displayed. */
  constructor(terminal: Output | undefined) {
    this.#terminal = terminal
  }

  readonly update = (done: number): void => {
    if (!this.#terminal) return
    const now = performance.now()
    if (now - this.#started < DELAY_MS || now - this.#drawn < REFRESH_MS) return
    this.#drawn = now
    this.#terminal.write(`\r${done} domains …`)
  }

  clear(): void {
    if (this.#drawn > 0) this.#terminal?.write('\r\u001b[K')
  }
}
