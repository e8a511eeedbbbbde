import type { Origin } from '../../tree/origin.ts'
import type { HostAddress } from '../host-list.ts'
import type { Obstacle } from './busy.ts'
import { LockedError } from './lock.ts'
import type { SessionError } from './session.ts'

/** What vmc has done with one domain. */
export type Outcome =
  | /** vmc has defined the domain. */ {
      readonly kind: 'defined'
      readonly isStarted: boolean
      /** Values of the program that libvirt has dropped. */
      readonly lost: readonly string[]
    }
  | /** vmc has changed the definition. */ {
      readonly kind: 'changed'
      /** Whether the guest is running. The change then takes effect at its next boot. */
      readonly isRunning: boolean
      /** The path of the backup file with the earlier definition. */
      readonly backup: string
      /**
       * Differences between the definition that vmc wrote and the definition that libvirt returned, apart from values that
       * libvirt dropped.
       */
      readonly others: readonly string[]
    }
  | /** vmc has undefined the domain. */ { readonly kind: 'removed'; readonly backup: string }
  | /** vmc has restored a backup. */ {
      readonly kind: 'restored'
      readonly isRunning: boolean
      /** The path of the file with the definition that the domain had before. Not set if the domain did not exist. */
      readonly backup?: string
      /** The values of the backup that libvirt dropped when it defined the domain. */
      readonly lost: readonly string[]
    }
  | /** vmc has only recorded the state, because the definition already matched the program. */ {
      readonly kind: 'recorded'
    }
  | /** vmc has not changed the domain. The user has to remove the cause that `reason` names. */ ({
      readonly kind: 'refused'
    } & Obstacle)
  | /** The domain could not be applied. */ {
      readonly kind: 'failed'
      readonly reason: string
      readonly help?: string
      /** Whether the definition on the host has changed, or may have changed. */
      readonly isChanged: boolean
      /** Whether the host does not have the domain, because libvirt refused to define it. Default: false. */
      readonly isAbsent?: boolean
      /** The path of the backup file with the earlier definition of the domain. */
      readonly backup?: string
    }
  | /** vmc did not begin with the domain, because of an earlier failure or an interruption. */ {
      readonly kind: 'skipped'
    }

/** A domain, and what vmc has done with it. */
export interface DomainOutcome {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  /** The location of the domain in the program. Not set if no program of the run contains the domain. */
  readonly origin?: Origin | undefined
  readonly outcome: Outcome
}

/** The results for the domains of one host. */
export interface HostOutcome {
  readonly host: HostAddress
  readonly domains: readonly DomainOutcome[]
  /** The reason why vmc stopped, if the host did not answer or another process has locked it. */
  readonly error?: SessionError
}

/** The result for a domain that vmc was changing when the host stopped answering. */
export const UNKNOWN: Outcome = {
  kind: 'failed',
  reason: 'the host stopped answering: vmc diff shows what it has',
  isChanged: true,
}

/** Returns the result for a domain. If vmc stopped on its host before it began with the domain, the result is `skipped`. */
export function outcomeOf(
  { name, uuid, host, origin }: Omit<DomainOutcome, 'outcome'>,
  outcome: Outcome | undefined,
  error: SessionError | undefined,
): DomainOutcome {
  // Each step checks the lock before it changes a domain. So a step that ends because vmc has lost the lock has changed nothing,
  // even if the outcome of the step is unknown.
  const isBegun = outcome && !(outcome === UNKNOWN && error instanceof LockedError)
  return {
    ...{ name, uuid, host, ...(origin && { origin }) },
    outcome: isBegun ? outcome : { kind: 'skipped' },
  }
}

/** Whether a result prevents vmc from continuing with the other domains of the host. */
export const isFailure = ({ kind }: Outcome): boolean => kind === 'failed'
