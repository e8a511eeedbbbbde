const PATIENCE_MS = 500
const REFRESH_MS = 60

/** A count on stderr for work that takes longer than half a second, and only where a person watches. */
export class Progress {
  readonly #started = performance.now()
  readonly #watched: boolean
  #drawn = 0

  constructor(watched: boolean) {
    this.#watched = watched
  }

  readonly update = (done: number): void => {
    if (!this.#watched) return
    const now = performance.now()
    if (now - this.#started < PATIENCE_MS || now - this.#drawn < REFRESH_MS) return
    this.#drawn = now
    process.stderr.write(`\r${done} domains …`)
  }

  clear(): void {
    if (this.#drawn > 0) process.stderr.write('\r\u001b[K')
  }
}
