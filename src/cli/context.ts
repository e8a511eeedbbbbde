/** A stream that a command writes to. Whether it is a terminal, and how wide, decides about colours and line widths. */
export interface Output {
  readonly isTTY?: boolean | undefined
  /** The width of the terminal. */
  readonly columns?: number | undefined
  write(text: string, done?: (error?: Error | null) => void): boolean
}

/** The folder, environment and streams of a command. Commands use them instead of `process`, so that tests can run several at once. */
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
   * Starts listening for SIGINT (Ctrl-C) and SIGTERM, and resolves with the exit code for the signal. Only a command that runs
   * until it is interrupted calls it. If left out, nothing interrupts the command.
   */
  readonly interrupted?: () => Promise<number>
}

/** The context of a command in a process of its own. */
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
