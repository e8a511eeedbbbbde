import { type CodeFacts, codes } from '../diagnostics/codes.ts'
import { rules } from '../validate/rules.ts'

/** What there is to say about every code, those of rules among them. */
export const facts: Readonly<Record<string, CodeFacts>> = {
  ...codes,
  ...Object.fromEntries(
    rules.map(({ code, slug, severity, title, help, wrong, right }) => [
      code,
      { slug, severity, title, help, wrong: wrong.ts ?? wrong.xml, right: right.ts ?? right.xml },
    ]),
  ),
}
