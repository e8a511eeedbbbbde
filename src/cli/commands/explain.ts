import type { ArgumentsCamelCase, Argv } from 'yargs'
import type { CodeFacts } from '../../diagnostics/codes.ts'
import { nameOf } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { Paint } from '../../diagnostics/paint.ts'
import type { Rule } from '../../validate/rules/rule.ts'
import { factsOf, families } from '../explain-data.ts'
import type { ElementReference } from '../reference.ts'
import { paintFor, print, quietly, widthOf } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const options = {
  all: { type: 'boolean', default: false, describe: 'List every code and every rule, one a line' },
} as const

export const command = 'explain [what]'
export const describe = 'Say what a diagnostic means, or what the format has at a path'

export const builder = (yargs: Argv) =>
  yargs
    .positional('what', {
      type: 'string',
      describe:
        'A code, as VMC1002, a rule, as name-unique, or a path, as domain/devices/disk/driver',
    })
    .options(options)
    .example('$0 explain VMC1002', 'what VMC1002 means')
    .example('$0 explain disk-target-unique', 'what a rule wants, wrong and right')
    .example('$0 explain domain/devices/disk', 'all that a disk takes')
    .example('$0 explain --all', 'all codes and rules')

type Args = ArgumentsCamelCase<{ what: string | undefined; all: boolean }>

export async function handler({ what, all }: Args): Promise<void> {
  const width = Math.min(100, widthOf(process.stdout))
  const paint = paintFor(process.stdout, 'auto')
  if (all) return print(process.stdout, list(factsOf(await configured()), paint))
  if (what === undefined)
    throw new UsageError(
      'there is something missing: vmc explain <what>',
      'vmc explain --help lists the options',
    )
  const own = explanation(what, factsOf(), width)
  if (own !== undefined) return print(process.stdout, own)
  const { reference } = await import('../reference.ts')
  const found = reference(what)
  if (!('nearest' in found)) return print(process.stdout, page(found, paint, width))
  const facts = factsOf(await configured())
  const ofUser = explanation(what, facts, width)
  if (ofUser !== undefined) return print(process.stdout, ofUser)
  if (/^vmc\d/i.test(what)) {
    const near = nearest(what.toUpperCase(), Object.keys(facts))
    throw new UsageError(`there is no code "${what}"`, near && `did you mean ${near}?`)
  }
  const near = found.nearest ?? nearest(what, slugsOf(facts))
  const help =
    near === undefined ? 'vmc explain --all lists codes and rules' : `did you mean ${near}?`
  throw new UsageError(`the format has nothing at "${what}"`, help)
}

type Facts = Readonly<Record<string, CodeFacts>>

const slugsOf = (facts: Facts): readonly string[] =>
  Object.values(facts).flatMap(({ slug }) => slug ?? [])

// The rules that the project brings. What is wrong with its configuration, a build tells.
async function configured(): Promise<readonly Rule[]> {
  const { loadConfig } = await import('../../compiler/config.ts')
  const { config } = await quietly(() => loadConfig(process.cwd()))
  return config.use ?? []
}

/** Every code, one a line, by family. */
function list(facts: Facts, paint: Paint): string {
  const slugWidth = Math.max(...slugsOf(facts).map(slug => slug.length))
  return [...families(facts)]
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

/** What there is to say about a code, or a rule by its slug. */
function explanation(what: string, facts: Facts, width: number): string | undefined {
  const slug = what.toLowerCase()
  const code = Object.keys(facts).find(code => facts[code]!.slug === slug) ?? what.toUpperCase()
  if (!Object.hasOwn(facts, code)) return undefined
  const { severity, title, help, wrong, right, ...rest } = facts[code]!
  const name = nameOf({ code, severity, ...rest })
  const shown = (heading: string, text: string): string =>
    text === '' ? '' : `\n${heading}:\n  ${text.replace(/\n(?=.)/g, '\n  ')}`
  const examples = `${shown('Wrong', wrong)}${shown('Right', right)}`
  return `${name} (${severity}): ${title}\n\n${wrap(help, width).join('\n')}\n${examples && `${examples}\n`}`
}
