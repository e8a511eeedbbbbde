import type { HostError } from '../host-error.ts'
import type { HostAddress } from '../host-list.ts'
import type { Obstacle } from './busy.ts'
import type { LockedError } from './lock.ts'

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
  | /** vmc has recorded the state; the definition was already right. */ {
      readonly kind: 'recorded'
    }
  | /** The domain is as before, and a person has to do something. */ ({
      readonly kind: 'refused'
    } & Obstacle)
  | /** The domain could not be applied. */ {
      readonly kind: 'failed'
      readonly reason: string
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
  readonly error?: HostError | LockedError
}

/** Whether something goes on the host after an outcome. */
export const isFailure = ({ kind }: Outcome): boolean => kind === 'failed'
