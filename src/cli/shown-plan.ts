import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Plan } from '../hosts/plan/plan.ts'

/**
 * Limits a plan to the domains and hosts that the user names. The result also contains a diagnostic for each name that no
 * domain has.
 */
export function onlyShown(
  { domains, orphans, others, ...rest }: Plan,
  names: readonly string[],
  hosts: readonly string[],
): { readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const isShown = (one: { readonly name: string; readonly host: { readonly name: string } }) =>
    (names.length === 0 || names.includes(one.name)) && hosts.includes(one.host.name)
  const known = [...domains.map(({ name }) => name), ...rest.unplaced]
  const unknown = names.filter(
    name => !known.includes(name) && ![...orphans, ...others].some(one => one.name === name),
  )
  return {
    plan: {
      ...rest,
      domains: domains.filter(isShown),
      orphans: orphans.filter(isShown),
      others: others.filter(isShown),
    },
    diagnostics: unknown.map(name => {
      const near = nearest(name, known)
      const help = near === undefined ? 'vmc diff shows all' : `did you mean "${near}"?`
      return diagnose('VMC7006', { message: `no domain of the program is named "${name}"`, help })
    }),
  }
}
