import type { BatchOptions, Connection } from '../connection.ts'
import { HostError } from '../host-error.ts'
import { runVirsh, type VirshSettings } from './run-virsh.ts'
import { errorIn, type Reply, repliesOf, scriptsOf, type VirshCommand } from './script.ts'

/** A connection to a host through virsh. It can connect to every host to which libvirt's own tools can connect. */
export class VirshConnection implements Connection {
  readonly #uri: string
  readonly #settings: VirshSettings

  constructor(uri: string, settings: VirshSettings) {
    this.#uri = uri
    this.#settings = settings
  }

  /**
   * Runs commands one after another. If a command fails, the next commands are run anyway. Therefore the commands must not
   * depend on each other.
   */
  async batch(
    commands: readonly VirshCommand[],
    { isReadOnly }: BatchOptions,
  ): Promise<readonly Reply[]> {
    const all: Reply[] = []
    for (const script of scriptsOf(commands)) {
      const args = [...(isReadOnly ? ['-r'] : []), '-c', this.#uri, script.text]
      const { stdout, stderr } = await runVirsh(args, this.#settings)
      const { replies, isComplete } = repliesOf(script, stdout, stderr)
      all.push(...replies)
      if (isComplete) continue
      const reason = reasonIn(stderr.slice(Math.max(0, stderr.lastIndexOf(script.mark))))
      throw replies.length === 0 && stderr.includes(NOT_CONNECTED)
        ? new HostError('unreached', reason)
        : new HostError('cut', `the connection ended early: ${reason}`)
    }
    return all
  }
}

const NOT_CONNECTED = 'failed to connect to the hypervisor'

/** The reason why virsh ended early. It is the error message of libvirt or, if there is none, the last line that ssh printed. */
function reasonIn(stderr: string): string {
  const error = errorIn(stderr)?.replace(`${NOT_CONNECTED}: `, '')
  return error ?? (stderr.trim().split('\n').at(-1) || 'virsh ended')
}
