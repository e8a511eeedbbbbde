/**
 * Why a host did not answer: virsh is not installed, the host cannot be reached, it did not answer in time, the connection ended
 * before the last answer, or the user interrupted the command.
 */
export type HostErrorKind = 'no-virsh' | 'unreached' | 'timeout' | 'cut' | 'interrupted'

/** Thrown if a host does not answer. */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly kind: HostErrorKind
  constructor(kind: HostErrorKind, message: string) {
    super(message)
    this.kind = kind
  }
}
