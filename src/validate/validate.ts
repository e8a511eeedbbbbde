import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Node } from '../tree/node.ts'
import { conform } from './conform.ts'
import { memoryPlausible } from './rules/memory-plausible.ts'
import { nameIsFile } from './rules/name-is-file.ts'
import { nameUnique } from './rules/name-unique.ts'
import type { Rule } from './rules/rule.ts'

/** Every rule, in the order of the codes. */
export const rules: readonly Rule[] = [nameUnique, nameIsFile, memoryPlausible]

/** Everything that is wrong with the domains of a build: first each against the schema, then the rules. */
export function validate(fleet: readonly Node[]): readonly Diagnostic[] {
  return [
    ...fleet.flatMap(conform),
    ...rules.flatMap(rule => [...rule.check(fleet)].map(finding => diagnose(rule.code, finding))),
  ]
}
