import { type CodeFacts, codes } from '../diagnostics/codes.ts'
import { rules } from '../validate/rules/index.ts'
import type { Example, Rule } from '../validate/rules/rule.ts'

/** What there is to say about every code, those of rules among them: of vmc's own, and of a user's. */
export function factsOf(use: readonly Rule[] = []): Readonly<Record<string, CodeFacts>> {
  const ofRules = [...rules, ...use].map(({ code, wrong, right, ...rest }) => {
    const { slug, severity, title } = rest
    const help = [rest.help, about(rest)].filter(text => text !== '').join(' ')
    return [code, { slug, severity, title, help, wrong: shown(wrong), right: shown(right) }]
  })
  return { ...codes, ...Object.fromEntries(ofRules) }
}

// In TypeScript where that is natural, and as the XML that libvirt would be given.
const shown = ({ ts, xml }: Example): string =>
  [ts, xml].filter(text => text !== undefined).join('\n\n')

// What a rule is about, where it is not about all there is.
function about({
  hypervisors,
  since,
  until,
}: Pick<Rule, 'hypervisors' | 'since' | 'until'>): string {
  const releases = (['libvirt', 'qemu'] as const).flatMap(part => {
    const [first, end] = [since?.[part], until?.[part]]
    const name = part === 'qemu' ? 'QEMU' : part
    if (first === undefined && end === undefined) return []
    const from = first === undefined ? '' : ` since ${first}`
    return `${name}${from}${end === undefined ? '' : `${from === '' ? '' : ' and'} before ${end}`}`
  })
  const types = hypervisors ? [`domains of type ${hypervisors.join(', ')}`] : []
  const all = [...types, ...releases]
  return all.length === 0 ? '' : `It is about ${all.join(', and ')}.`
}

/** The families of codes, by their first digit. A user's own have none. */
const FAMILIES: Readonly<Record<string, string>> = {
  1: 'The shape of the format',
  2: 'Rules beyond the format',
  3: 'The text of XML',
  4: 'Programs, usage and files',
}

/** Every code with its facts, by family. */
export function families(facts: Readonly<Record<string, CodeFacts>>) {
  const found = new Map<string, { readonly code: string; readonly facts: CodeFacts }[]>()
  for (const code of Object.keys(facts).sort()) {
    const family = FAMILIES[/^VMC(\d)\d{3}$/.exec(code)?.[1] ?? ''] ?? 'Rules of the configuration'
    found.set(family, [...(found.get(family) ?? []), { code, facts: facts[code]! }])
  }
  return found
}
