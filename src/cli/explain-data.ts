import { type Example, rightVersion, wrongVersion } from '../check/example.ts'
import { domainTypesOf, type Rule } from '../check/rule.ts'
import type { CodeFacts } from '../diagnostics/code-facts.ts'
import { codes } from '../diagnostics/codes.ts'
import { rules } from '../rules/all.ts'
import { lookup } from '../schema/core/lookup.ts'

/** The explanations that `vmc explain` prints, by diagnostic code. */
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

/** Returns the slugs (rule names) in a table of diagnostic codes. */
export const slugsOf = (codes: CodeTable): readonly string[] =>
  Object.values(codes).flatMap(({ slug }) => slug ?? [])

/** Returns the source text of an example, which consists of a TypeScript program, an XML document, or both. */
const textOf = ({ ts, xml }: Example): string =>
  [ts, xml].filter(text => text !== undefined).join('\n\n')

/**
 * Returns a sentence that says for which domain types and for which libvirt and QEMU releases a rule applies. The sentence is
 * empty if the rule applies to all of them.
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

/**
 * The titles of the groups into which diagnostic codes are divided. The key is the first digit after `VMC`. Rules of the user
 * have no `VMC` code and are not in this table.
 */
const FAMILIES: Readonly<Record<string, string>> = {
  1: 'Schema',
  2: 'Rules',
  3: 'XML syntax',
  4: 'Programs, usage and files',
}

/** All diagnostic codes with their explanations, grouped by the first digit of the code. */
export function families(codes: CodeTable) {
  const found = new Map<string, { readonly code: string; readonly facts: CodeFacts }[]>()
  for (const code of Object.keys(codes).sort()) {
    const family =
      lookup(FAMILIES, /^VMC(\d)\d{3}$/.exec(code)?.[1] ?? '') ?? 'Rules of the configuration'
    found.set(family, [...(found.get(family) ?? []), { code, facts: codes[code]! }])
  }
  return found
}
