/**
 * The reason why a host did not answer. `no-virsh`: virsh is not installed. `unreached`: the connection to the host failed.
 * `timeout`: the host did not answer in time. `cut`: the connection ended before the last answer. `interrupted`: the user
 * interrupted the command.
 */
export type HostErrorKind = 'no-virsh' | 'unreached' | 'timeout' | 'cut' | 'interrupted'

/** The error that is thrown if a host does not answer. */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly kind: HostErrorKind
  constructor(kind: HostErrorKind, message: string) {
    super(message)
    this.kind = kind
  }
}
