import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Node } from '../tree/node.ts'
import { conform } from './conform.ts'
import { memoryPlausible } from './rules/memory-plausible.ts'
import { nameIsFile } from './rules/name-is-file.ts'
import { nameUnique } from './rules/name-unique.ts'
import type { Rule } from './rules/rule.ts'

/** Every rule, in the order of the codes. */
export const rules: readonly Rule[] = [nameUnique, nameIsFile, memoryPlausible]

/**
 * Everything that is wrong with the domains of a build: first each against the schema, of which `onChecked` is told, then
 * the rules.
 */
export function validate(
  fleet: readonly Node[],
  onChecked?: (done: number) => void,
): readonly Diagnostic[] {
  const check = (domain: Node, index: number): readonly Diagnostic[] => {
    onChecked?.(index + 1)
    return conform(domain)
  }
  return [
    ...fleet.flatMap(check),
    ...rules.flatMap(rule => [...rule.check(fleet)].map(finding => diagnose(rule.code, finding))),
  ]
}
