import { type ChildProcess, spawn } from 'node:child_process'
import { HostError } from '../host-error.ts'

/** The settings for running virsh. */
export interface VirshSettings {
  /** The environment variables of virsh and ssh. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The time limit in seconds. If virsh prints nothing for this time, vmc ends it. */
  readonly timeout: number
  /** A signal that ends virsh. */
  readonly signal?: AbortSignal | undefined
}

/** The output of a virsh process. */
export interface VirshOutput {
  readonly stdout: string
  readonly stderr: string
}

// The maximum size of the output of virsh, so that a host cannot fill the memory of vmc. The definitions of 10,000 domains
// are smaller.
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024
const GRACE_MS = 2000

/**
 * Runs virsh and returns its output.
 *
 * @throws {HostError} If virsh is not installed, prints nothing for too long, or is interrupted.
 */
export function runVirsh(args: readonly string[], settings: VirshSettings): Promise<VirshOutput> {
  const { env, timeout, signal } = settings
  return new Promise((resolve, reject) => {
    // virsh runs in a separate process group, so that Ctrl-C ends only vmc, and vmc then ends virsh. The group has no
    // terminal, so ssh cannot ask for passwords. Several ssh processes could ask at the same time.
    const child = spawn('virsh', args, {
      env: { ...env, LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks: [Buffer[], Buffer[]] = [[], []]
    let size = 0
    let failure: HostError | undefined
    const fail = (error: HostError): void => {
      failure ??= error
      endGroup(child)
    }
    const tooLate = (): void =>
      fail(new HostError('timeout', `virsh printed nothing for ${timeout} s`))
    const timer = setTimeout(tooLate, timeout * 1000)
    const interrupt = (): void => fail(new HostError('interrupted', 'interrupted'))
    signal?.addEventListener('abort', interrupt)
    if (signal?.aborted) interrupt()
    for (const [index, stream] of [child.stdout, child.stderr].entries())
      stream.on('data', (chunk: Buffer) => {
        timer.refresh()
        chunks[index]!.push(chunk)
        size += chunk.length
        if (size > MAX_OUTPUT_BYTES)
          fail(new HostError('cut', `virsh printed more than ${MAX_OUTPUT_BYTES} bytes`))
      })
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', interrupt)
    }
    child.on('error', error => {
      end()
      const { code } = error as NodeJS.ErrnoException
      reject(
        code === 'ENOENT'
          ? new HostError('no-virsh', 'the command virsh is not installed')
          : new HostError('unreached', `virsh cannot be started: ${error.message}`),
      )
    })
    child.on('close', () => {
      end()
      const [stdout, stderr] = chunks.map(list => Buffer.concat(list).toString()) as [
        string,
        string,
      ]
      if (failure) reject(failure)
      else resolve({ stdout, stderr })
    })
  })
}

/** Ends virsh and the ssh process that virsh has started. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  const kill = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal)
    } catch (error) {
      // The error code ESRCH means that the process group has already ended.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  kill('SIGTERM')
  setTimeout(kill, GRACE_MS, 'SIGKILL').unref()
}
