import { type Example, rightVersion, wrongVersion } from '../check/example.ts'
import { domainTypesOf, type Rule } from '../check/rule.ts'
import type { CodeFacts } from '../diagnostics/code-facts.ts'
import { codes } from '../diagnostics/codes.ts'
import { rules } from '../rules/all.ts'
import { lookup } from '../schema/core/lookup.ts'

/** The explanations that `vmc explain` prints. The key is the diagnostic code. */
export type CodeTable = Readonly<Record<string, CodeFacts>>

/** The explanations of all codes: the codes of vmc, the built-in rules, and the user's rules (`use`). */
export function explainData(use: readonly Rule[] = []): CodeTable {
  const entries = [...rules, ...use].map(({ code, example, ...rest }) => {
    const { slug, severity, title } = rest
    const help = [rest.help, scopeOf(rest)].filter(text => text !== '').join(' ')
    const wrong = textOf(wrongVersion(example))
    const right = textOf(rightVersion(example))
    return [code, { slug, severity, title, help, wrong, right }]
  })
  return { ...codes, ...Object.fromEntries(entries) }
}

/** The slugs of all rules in a code table. */
export const slugsOf = (codes: CodeTable): readonly string[] =>
  Object.values(codes).flatMap(({ slug }) => slug ?? [])

/** The source text of an example: TypeScript, XML, or both. */
const textOf = ({ ts, xml }: Example): string =>
  [ts, xml].filter(text => text !== undefined).join('\n\n')

/**
 * A sentence with the domain types and releases to which a rule applies. It is empty if the rule applies to all types and
 * releases.
 */
function scopeOf({
  for: hypervisors,
  since,
  until,
}: Pick<Rule, 'for' | 'since' | 'until'>): string {
  const releases = (['libvirt', 'qemu'] as const).flatMap(part => {
    const [first, end] = [since?.[part], until?.[part]]
    const name = part === 'qemu' ? 'QEMU' : part
    if (first === undefined && end === undefined) return []
    const from = first === undefined ? '' : ` since ${first}`
    return `${name}${from}${end === undefined ? '' : `${from === '' ? '' : ' and'} before ${end}`}`
  })
  const domainTypes = domainTypesOf(hypervisors)
  const types = domainTypes ? [`domains of type ${domainTypes.join(', ')}`] : []
  const all = [...types, ...releases]
  return all.length === 0 ? '' : `Applies to ${all.join(', and ')}.`
}

/** The titles of the code families, by the first digit after `VMC`. The user's own rules do not have a VMC code. */
const FAMILIES: Readonly<Record<string, string>> = {
  1: 'Schema',
  2: 'Rules',
  3: 'XML syntax',
  4: 'Programs, usage and files',
}

/** All codes and their explanations, grouped by code family. */
export function families(codes: CodeTable) {
  const found = new Map<string, { readonly code: string; readonly facts: CodeFacts }[]>()
  for (const code of Object.keys(codes).sort()) {
    const family =
      lookup(FAMILIES, /^VMC(\d)\d{3}$/.exec(code)?.[1] ?? '') ?? 'Rules of the configuration'
    found.set(family, [...(found.get(family) ?? []), { code, facts: codes[code]! }])
  }
  return found
}
