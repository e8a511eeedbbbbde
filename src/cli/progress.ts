const MANY = 20
const PATIENCE_MS = 500
const REFRESH_MS = 60
const WIDTH = 30

/** A bar on stderr for much work that takes longer than half a second, and only where a person watches. */
export class Progress {
  readonly #started = performance.now()
  readonly #watched: boolean
  #drawn = 0

  constructor(watched: boolean) {
    this.#watched = watched
  }

  readonly update = (done: number, all: number): void => {
    if (!this.#watched || all < MANY) return
    const now = performance.now()
    if (now - this.#started < PATIENCE_MS || now - this.#drawn < REFRESH_MS) return
    this.#drawn = now
    const filled = Math.floor((done / all) * WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    process.stderr.write(`\r${bar} ${done}/${all}`)
  }

  clear(): void {
    if (this.#drawn > 0) process.stderr.write('\r\u001b[K')
  }
}
