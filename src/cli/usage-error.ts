/** A mistake in how vmc was called, told to the person at the very top. */
export class UsageError extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}
