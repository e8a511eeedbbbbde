import { type Example, rightVersion, wrongVersion } from '../check/example.ts'
import { domainTypesOf, type Rule } from '../check/rule.ts'
import type { CodeFacts } from '../diagnostics/code-facts.ts'
import { codes } from '../diagnostics/codes.ts'
import { rules } from '../rules/all.ts'
import { lookup } from '../schema/core/lookup.ts'

/** The facts that `vmc explain` prints about each diagnostic code and rule, by code. */
export type CodeTable = Readonly<Record<string, CodeFacts>>

/** The facts about all codes: vmc's own codes, the built-in rules, and the rules of the user (`use`). */
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

/** A sentence that names the domain types and releases that a rule applies to; empty if the rule applies to all. */
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

/** The titles of the code families, by the first digit after `VMC`. The user's own rules have no such code. */
const FAMILIES: Readonly<Record<string, string>> = {
  1: 'Schema',
  2: 'Rules',
  3: 'XML syntax',
  4: 'Programs, usage and files',
}

/** All codes with their facts, grouped by code family. */
export function families(codes: CodeTable) {
  const found = new Map<string, { readonly code: string; readonly facts: CodeFacts }[]>()
  for (const code of Object.keys(codes).sort()) {
    const family =
      lookup(FAMILIES, /^VMC(\d)\d{3}$/.exec(code)?.[1] ?? '') ?? 'Rules of the configuration'
    found.set(family, [...(found.get(family) ?? []), { code, facts: codes[code]! }])
  }
  return found
}
