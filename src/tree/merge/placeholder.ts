import type { Raw } from '../node.ts'
import { withoutLayout } from '../raw-layout.ts'

/** Raw XML in place of another part of raw XML, of which it says only the name. */
export const placeholderFor = (xml: string): string => `<placeholder for="${nameIn(xml)}"/>`

const nameIn = (xml: string): string => /^<([^\s/>]+)/.exec(xml.trim())?.[1] ?? ''

/** Raw parts by their text. Comments are no part of a definition. */
export type RawTexts = ReadonlyMap<string, Raw>

/** The raw parts of an element by their text. */
export const rawTexts = (raws: readonly Raw[] = []): RawTexts =>
  new Map(
    raws
      .filter(({ xml }) => !xml.startsWith('<!--') && xml.trim() !== '')
      .map(raw => [withoutLayout(raw.xml), raw]),
  )

/** Raw parts without placeholders: each is the part of its name in the first of the versions that has one. */
export function withoutPlaceholders(raws: RawTexts, versions: readonly RawTexts[]): RawTexts {
  const found = new Map<string, Raw>()
  const counts = new Map<string, number>()
  for (const [text, raw] of raws) {
    const name = /^<placeholder for="([^"]*)"\/>$/.exec(text)?.[1]
    if (name === undefined) {
      found.set(text, raw)
      continue
    }
    const index = counts.get(name) ?? 0
    counts.set(name, index + 1)
    const [part] = versions.flatMap(version => {
      const named = [...version].filter(([one]) => nameIn(one) === name)
      return named[index] ? [named[index]] : []
    })
    if (part) found.set(...part)
  }
  return found
}
