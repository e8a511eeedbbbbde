import { type CodeFacts, codes } from '../diagnostics/codes.ts'
import { rules } from '../validate/rules/index.ts'
import type { Example } from '../validate/rules/rule.ts'

// In TypeScript where that is natural, and as the XML that libvirt would be given.
const shown = ({ ts, xml }: Example): string =>
  [ts, xml].filter(text => text !== undefined).join('\n\n')

/** What there is to say about every code, those of rules among them. */
export const facts: Readonly<Record<string, CodeFacts>> = {
  ...codes,
  ...Object.fromEntries(
    rules.map(({ code, slug, severity, title, help, wrong, right }) => [
      code,
      { slug, severity, title, help, wrong: shown(wrong), right: shown(right) },
    ]),
  ),
}
