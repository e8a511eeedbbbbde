import type { ArgumentsCamelCase, Argv } from 'yargs'
import type { CodeFacts } from '../../diagnostics/codes.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Paint } from '../../diagnostics/paint.ts'
import { facts } from '../facts.ts'
import type { ElementReference } from '../reference.ts'
import { paintFor, print, widthOf } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const command = 'explain <what>'
export const describe = 'Say what a diagnostic means, or what the format has at a path'

export const builder = (yargs: Argv) =>
  yargs
    .positional('what', {
      type: 'string',
      demandOption: true,
      describe:
        'A code, as VMC1002, a rule, as name-unique, or a path, as domain/devices/disk/driver',
    })
    .example('$0 explain VMC1002', 'what VMC1002 means')
    .example('$0 explain domain/devices/disk', 'all that a disk takes')

export async function handler({ what }: ArgumentsCamelCase<{ what: string }>): Promise<void> {
  const width = Math.min(100, widthOf(process.stdout))
  const code = codeOf(what)
  const known = Object.hasOwn(facts, code) ? facts[code] : undefined
  if (known) return print(process.stdout, explanation(code, known, width))
  if (/^vmc\d/i.test(what)) {
    const near = nearest(code, Object.keys(facts))
    throw new UsageError(`there is no code "${what}"`, near && `did you mean ${near}?`)
  }
  const { reference } = await import('../reference.ts')
  const found = reference(what)
  if ('nearest' in found) {
    const near = found.nearest ?? nearest(what, slugs())
    const help = near === undefined ? undefined : `did you mean ${near}?`
    throw new UsageError(`the format has nothing at "${what}"`, help)
  }
  const paint = paintFor(process.stdout, 'auto')
  await print(process.stdout, page(found, paint, width))
}

const slugs = (): readonly string[] => Object.values(facts).flatMap(({ slug }) => slug ?? [])

// A rule goes by its slug too.
function codeOf(what: string): string {
  const slug = what.toLowerCase()
  return Object.keys(facts).find(code => facts[code]!.slug === slug) ?? what.toUpperCase()
}

function page(
  { path, doc, page, fields, example }: ElementReference,
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
  lines.push(
    '',
    ...example
      .trimEnd()
      .split('\n')
      .map(line => `  ${line}`),
  )
  if (page !== undefined) lines.push('', page)
  return `${lines.join('\n')}\n`
}

function wrap(text: string, first: number, width = first): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const room = lines.length > 1 ? width : first
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

function explanation(code: string, facts: CodeFacts, width: number): string {
  const { severity, title, help, wrong, right, slug } = facts
  const indented = (text: string) => text.replace(/\n(?=.)/g, '\n  ')
  return `${code}${slug === undefined ? '' : ` ${slug}`} (${severity}): ${title}

${wrap(help, width).join('\n')}

Wrong:
  ${indented(wrong)}
Right:
  ${indented(right)}
`
}
