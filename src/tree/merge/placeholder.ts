import type { Raw } from '../node.ts'
import { withoutLayout } from '../raw-layout.ts'

/** Returns the placeholder that replaces a piece of raw XML. It contains only the name of the replaced element. */
export const placeholderFor = (xml: string): string => `<placeholder for="${nameIn(xml)}"/>`

const nameIn = (xml: string): string => /^<([^\s/>]+)/.exec(xml.trim())?.[1] ?? ''

/** Pieces of raw XML. The key of a piece is its text. Comments are not included. */
export type RawTexts = ReadonlyMap<string, Raw>

/** Returns the raw XML of an element. The key of each piece is its text. Comments are not included. */
export const rawTexts = (raws: readonly Raw[] = []): RawTexts =>
  new Map(
    raws
      .filter(({ xml }) => !xml.startsWith('<!--') && xml.trim() !== '')
      .map(raw => [withoutLayout(raw.xml), raw]),
  )

/**
 * Replaces each placeholder with the raw XML whose element has the name in the placeholder. The raw XML comes from the first
 * version that contains it.
 */
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
