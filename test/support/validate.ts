import type { Policy } from '../../src/check/policy.ts'
import { type Callbacks, checkRules, validate } from '../../src/check/validator.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import type { Node } from '../../src/tree/node.ts'

type Check = (
  fleet: readonly Node[],
  policy?: Policy,
  callbacks?: Callbacks,
) => readonly Diagnostic[]

/** Calls `validate`, with vmc's own rules by default. */
export const validateFleet: Check = (fleet, policy = standardPolicy, callbacks) =>
  validate(fleet, policy, callbacks)

/** Calls `checkRules`, with vmc's own rules by default. */
export const checkFleet: Check = (fleet, policy = standardPolicy, callbacks) =>
  checkRules(fleet, policy, callbacks)
