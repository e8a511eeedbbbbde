import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { childAt, type Node, withoutSlot, withSlot } from '../tree/node.ts'
import type { RuleContext } from './rule-context.ts'
import type { RuleMemo } from './rule-memo.ts'

/**
 * Returns the findings in a domain that do not depend on its machine and architecture. These are the findings that the rules
 * also report for the same domain without machine and architecture. Rules that compare domains are not run.
 */
export function withoutMachineFindings(
  found: readonly Diagnostic[],
  domain: Node,
  memo: RuleMemo,
  context: RuleContext,
): readonly Diagnostic[] {
  const independent = new Set<string>()
  memo.runOn(withoutMachine(domain), undefined, ({ rule, check }, elements, domain) => {
    for (const element of elements.flat())
      for (const finding of check?.(element, { ...context, domain }) ?? [])
        independent.add(identityOf(diagnose(finding.kind ?? rule, finding)))
    return false
  })
  return found.filter(one => independent.has(identityOf(one)))
}

function withoutMachine(domain: Node): Node {
  const os = childAt(domain, 'os')
  const type = os && childAt(os, 'type')
  if (!os || !type) return domain
  const plain = withoutSlot(withoutSlot(type, 'machine'), 'arch')
  const value = withSlot(os, 'type', { ...os.fields.type!, value: plain })
  return withSlot(domain, 'os', { ...domain.fields.os!, value })
}

const identityOf = ({ code, path, message }: Diagnostic): string =>
  JSON.stringify([code, path, message])
