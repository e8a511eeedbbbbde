import { nameOf } from '../diagnostics/diagnostic.ts'
import type { Paint } from '../diagnostics/paint.ts'
import { wrap } from '../diagnostics/wrap.ts'
import { lookup } from '../schema/core/lookup.ts'
import { type CodeTable, families, slugsOf } from './explain-data.ts'
import type { ElementReference } from './reference.ts'
import { callNameOf, exampleLines } from './word-page.ts'
import type { Word } from './words.ts'

/** The page that lists all diagnostic codes in groups, with one code on each line. */
export function listPage(codes: CodeTable, paint: Paint): string {
  const slugWidth = Math.max(...slugsOf(codes).map(slug => slug.length))
  return [...families(codes)]
    .map(([family, members]) => {
      const hasSlugs = members.some(({ facts }) => facts.slug !== undefined)
      const lines = members.map(({ code, facts: { severity, slug = '', title } }) => {
        const name = [
          ...(code === slug ? [] : [code]),
          ...(hasSlugs ? [slug.padEnd(slugWidth)] : []),
        ]
        return `  ${paint.bold(name.join('  '))}  ${severity.padEnd(7)}  ${title}`
      })
      return `${family}\n\n${lines.join('\n')}\n`
    })
    .join('\n')
}

/** The page about an element: its meaning, its attributes and its child elements. */
export function elementPage(
  { path, doc, page, fields, example }: ElementReference,
  words: readonly Word[],
  paint: Paint,
  width: number,
): string {
  const lines = [paint.bold(path), '', ...wrap(doc, width), '']
  for (const { name, facts, takes, doc } of fields) {
    const [first = '', ...more] = wrap(facts.join('; '), width - name.length - 2, width - 4)
    lines.push(first === '' ? paint.blue(name) : `${paint.blue(name)}  ${paint.dim(first)}`)
    lines.push(...more.map(line => `    ${paint.dim(line)}`))
    lines.push(...wrap(doc, width - 4).map(line => `    ${line}`))
    lines.push(...wrap(`takes ${takes}`, width - 4).map(line => `    ${paint.dim(line)}`))
  }
  if (example) lines.push('', ...exampleLines(example, paint))
  if (words.length > 0) lines.push('', ...wrap(`Words: ${words.map(callNameOf).join(', ')}`, width))
  if (page !== undefined) lines.push('', page)
  return `${lines.join('\n')}\n`
}

/**
 * Returns the page about a diagnostic code or rule, with its explanation and examples. Returns `undefined` if no code or rule
 * has this name.
 */
export function codePage(what: string, codes: CodeTable, width: number): string | undefined {
  const slug = what.toLowerCase()
  const codeOfSlug = Object.keys(codes).find(code => codes[code]!.slug === slug)
  const code = codeOfSlug ?? (Object.hasOwn(codes, what) ? what : what.toUpperCase())
  const found = lookup(codes, code)
  if (!found) return undefined
  const { severity, title, help, wrong, right, ...rest } = found
  const name = nameOf({ code, severity, ...rest })
  const examples = `${section('Wrong', wrong)}${section('Right', right)}`
  return `${name} (${severity}): ${title}\n\n${wrap(help, width).join('\n')}\n${examples && `${examples}\n`}`
}

const section = (heading: string, text: string): string =>
  text === '' ? '' : `\n${heading}:\n  ${text.replace(/\n(?=.)/g, '\n  ')}`
