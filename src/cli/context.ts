import { constants, fstatSync, readFileSync, statSync } from 'node:fs'

/** A stream that a command writes to. Output is coloured and wrapped only if the stream is a terminal. */
export interface Output {
  readonly isTTY?: boolean | undefined
  /** The width of the terminal in columns. Not set if the output does not go to a terminal. */
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
  /** Whether stdin is a terminal, so that vmc can ask the user questions. */
  readonly isInteractive?: boolean
  /** The stream for the result of a command, such as XML, a program or a reference page. */
  readonly stdout: Output
  /** The stream for all other output: diagnostics, progress, and the output of the user's program. */
  readonly stderr: Output
  /** Returns whether stdout was closed before vmc started, so that nobody can read the output. Default: false. */
  readonly isStdoutClosed?: () => boolean
  /** Whether vmc may end the process if a program blocks it, for example in an endless loop. Default: false. */
  readonly mayEndProcess?: boolean
  /**
   * Starts to listen for SIGINT (Ctrl-C) and SIGTERM, and resolves with the exit code for the received signal. `vmc build
   * --watch` and the commands that connect to hosts call this function. If the function is not set, these commands cannot be
   * interrupted.
   */
  readonly interrupted?: () => Promise<number>
}

/**
 * The context (folder, environment and streams) of the command that the current process runs.
 *
 * @throws If the current folder has been removed.
 */
export function processContext(): Context {
  return {
    cwd: process.cwd(),
    env: process.env,
    // Opening stdin takes time, and most commands do not read stdin. Therefore a getter opens it on first use.
    get stdin() {
      return process.stdin
    },
    get isInteractive() {
      return process.stdin.isTTY && process.stderr.isTTY
    },
    stdout: process.stdout,
    stderr: process.stderr,
    isStdoutClosed,
    mayEndProcess: true,
    interrupted: () =>
      new Promise(resolve => {
        process.once('SIGINT', () => resolve(130))
        process.once('SIGTERM', () => resolve(143))
      }),
  }
}

/**
 * Whether vmc was started with a closed stdout. In this case, Node opens /dev/null for reading and writing, whereas a shell
 * opens it only for writing. Some programs also open /dev/null for reading and writing if they discard the output of a process,
 * such as Python with `subprocess.DEVNULL` and Node with `stdio: 'ignore'`. vmc cannot distinguish this from a closed stdout,
 * so the result is `true` too. If /proc does not show how stdout was opened, the result is `false`.
 */
function isStdoutClosed(): boolean {
  try {
    const [stdout, device] = [fstatSync(1), statSync('/dev/null')]
    // If stdout is the /dev/null of another file system, such as that of a container's host, it was not opened by Node.
    if (!stdout.isCharacterDevice() || stdout.dev !== device.dev || stdout.ino !== device.ino)
      return false
    const [, flags = ''] =
      /^flags:\s*(\d+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'utf8')) ?? []
    return (Number.parseInt(flags, 8) & constants.O_RDWR) !== 0
  } catch {
    return false
  }
}
