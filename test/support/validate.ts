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

/** `validate` by vmc's own rules, where a test gives no policy. */
export const validateFleet: Check = (fleet, policy = standardPolicy, callbacks) =>
  validate(fleet, policy, callbacks)

/** `checkRules` by vmc's own rules, where a test gives no policy. */
export const checkFleet: Check = (fleet, policy = standardPolicy, callbacks) =>
  checkRules(fleet, policy, callbacks)
