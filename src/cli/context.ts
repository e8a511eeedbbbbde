/** A stream that a command writes to; what it knows of a terminal decides about colours and widths. */
export interface Output {
  readonly isTTY?: boolean | undefined
  /** The width of the terminal. */
  readonly columns?: number | undefined
  write(text: string, done?: (error?: Error | null) => void): boolean
}

/** The world that a command runs in. Commands use it instead of `process`, so that tests run them in their own process. */
export interface Context {
  /** The absolute folder that relative paths start from. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Uint8Array>
  /** The product: XML, a program, a reference. */
  readonly stdout: Output
  /** Everything else: diagnostics, progress, and what the user's program prints. */
  readonly stderr: Output
  /**
   * Starts listening for Ctrl-C and resolves with the exit code that follows from it. Only a command that runs until then
   * calls it. If left out, nothing interrupts the command.
   */
  readonly interrupted?: () => Promise<number>
}

/** The context of a command that a person or a script starts. */
export const processContext: Context = {
  cwd: process.cwd(),
  env: process.env,
  // Opening stdin takes time that most commands need not spend.
  get stdin() {
    return process.stdin
  },
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: () =>
    new Promise(resolve => {
      process.once('SIGINT', () => resolve(130))
      process.once('SIGTERM', () => resolve(143))
    }),
}
