import type { HostAddress } from '../host-list.ts'
import type { Obstacle } from './busy.ts'
import { LockedError } from './lock.ts'
import type { SessionError } from './session.ts'

/** What became of one domain. */
export type Outcome =
  | /** vmc has defined the domain. */ {
      readonly kind: 'defined'
      readonly isStarted: boolean
      /** Values of the program that libvirt did not keep. */
      readonly lost: readonly string[]
    }
  | /** vmc has changed the definition. */ {
      readonly kind: 'changed'
      /** Whether the guest runs, so that the change takes effect at its next boot. */
      readonly isRunning: boolean
      /** The file with the definition before. */
      readonly backup: string
      /** Other values that differ in the definition that was read back. */
      readonly others: readonly string[]
    }
  | /** vmc has undefined the domain. */ { readonly kind: 'removed'; readonly backup: string }
  | /** vmc has defined a backup again. */ {
      readonly kind: 'restored'
      readonly isRunning: boolean
      /** The file with the definition before, if there was one. */
      readonly backup?: string
      /** Values of the backup that libvirt did not keep. */
      readonly lost: readonly string[]
    }
  | /** vmc has recorded the state; the definition was already right. */ {
      readonly kind: 'recorded'
    }
  | /** The domain is as before, and a person has to do something. */ ({
      readonly kind: 'refused'
    } & Obstacle)
  | /** The domain could not be applied. */ {
      readonly kind: 'failed'
      readonly reason: string
      readonly help?: string
      /** Whether the definition on the host is not the one before, or may not be. */
      readonly isChanged: boolean
      /** The file with the definition before. */
      readonly backup?: string
    }
  | /** Not begun, because of a failure before it, or an interruption. */ {
      readonly kind: 'skipped'
    }

/** One domain, and what became of it. */
export interface DomainOutcome {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  readonly outcome: Outcome
}

/** What became of the domains of one host. */
export interface HostOutcome {
  readonly host: HostAddress
  readonly domains: readonly DomainOutcome[]
  /** Why vmc stopped, if the host did not answer or someone else has locked it. */
  readonly error?: SessionError
}

/** What became of a domain if the host stops answering. */
export const UNKNOWN: Outcome = {
  kind: 'failed',
  reason: 'the host stopped answering: vmc diff shows what it has',
  isChanged: true,
}

/** What became of a domain on a host where vmc could perhaps not go on. */
export function outcomeOf(
  { name, uuid, host }: Omit<DomainOutcome, 'outcome'>,
  outcome: Outcome | undefined,
  error: SessionError | undefined,
): DomainOutcome {
  // Each step checks that vmc still has the lock before it changes the domain. So if the lock is lost, an unknown outcome means
  // that nothing was changed.
  const isBegun = outcome && !(outcome === UNKNOWN && error instanceof LockedError)
  return { name, uuid, host, outcome: isBegun ? outcome : { kind: 'skipped' } }
}

/** Whether an outcome stops the other domains of the host. */
export const isFailure = ({ kind }: Outcome): boolean => kind === 'failed'
