/** A stream that a command writes to. Output is coloured and wrapped only if the stream is a terminal. */
export interface Output {
  readonly isTTY?: boolean | undefined
  /** The width of the terminal in columns. Not set if the stream is not a terminal. */
  readonly columns?: number | undefined
  write(text: string, done?: (error?: Error | null) => void): boolean
}

/**
 * The folder, environment and streams of a command. Commands use this context instead of `process`, so that tests can
 * run several commands at once.
 */
export interface Context {
  /** The absolute path of the working folder. Relative paths are relative to this folder. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Uint8Array>
  /** Whether a person can answer questions on stdin. */
  readonly isInteractive?: boolean
  /** The stream for the result of a command, such as XML, a program or a reference page. */
  readonly stdout: Output
  /** The stream for all other output: diagnostics, progress, and the output of the user's program. */
  readonly stderr: Output
  /** Whether vmc may end the process if a program blocks it, for example with an endless loop. Default: `false`. */
  readonly mayEndProcess?: boolean
  /**
   * Starts listening for SIGINT (Ctrl-C) and SIGTERM, and resolves with the exit code for the received signal.
   * `vmc build --watch` and the commands that connect to hosts call this function. If it is not set, these commands cannot be
   * interrupted.
   */
  readonly interrupted?: () => Promise<number>
}

/** The context (folder, environment and streams) of the command that the current process runs. */
export const processContext: Context = {
  cwd: process.cwd(),
  env: process.env,
  // A getter opens stdin on first use, because opening stdin takes time and most commands do not read it.
  get stdin() {
    return process.stdin
  },
  get isInteractive() {
    return process.stdin.isTTY && process.stderr.isTTY
  },
  stdout: process.stdout,
  stderr: process.stderr,
  mayEndProcess: true,
  interrupted: () =>
    new Promise(resolve => {
      process.once('SIGINT', () => resolve(130))
      process.once('SIGTERM', () => resolve(143))
    }),
}
