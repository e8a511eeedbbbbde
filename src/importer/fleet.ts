import type { Code } from './code.ts'
import type { Fold } from './fold.ts'
import { type Identifiers, identifierOf } from './identifiers.ts'
import { print, printComments } from './print.ts'

/*
 * Prints a group of similar domains as TypeScript: a table of the differences, a function that creates a domain from a table
 * row, and a loop over the table. If the domains differ in only one string, the loop contains a list of strings instead of
 * the table.
 */

/** The names of the constants that the program for a fleet declares, such as `webTable`, `web` and `webs`. */
interface FleetNames {
  readonly table: string
  readonly one: string
  readonly all: string
}

/**
 * Prints the statements for a fleet of similar domains: a table, a function and a loop. The comments of each XML document are
 * printed before the table row of its domain.
 */
export function fleetText(
  fold: Fold,
  identifiers: Identifiers,
  domains: readonly string[],
  comments: readonly (readonly string[])[],
): string {
  const fleetNames = chooseNames(identifierOf(stemOf(domains)), identifiers)
  const [column, ...others] = fold.columns as readonly [Fold['columns'][0], ...Fold['columns']]
  const isList =
    others.length === 0 &&
    column.values.every(value => value.kind === 'literal' && typeof value.value === 'string') &&
    comments.every(({ length }) => length === 0)
  return isList ? listText(fold, fleetNames) : tableText(fold, fleetNames, comments)
}

function chooseNames(stem: string, identifiers: Identifiers, nth = 1): FleetNames {
  const one = nth === 1 ? stem : `${stem}${nth}`
  const fleetNames = { one, table: `${one}Table`, all: /(s|x)$/.test(one) ? `${one}es` : `${one}s` }
  if (!Object.values(fleetNames).every(name => identifiers.isFree(name)))
    return chooseNames(stem, identifiers, nth + 1)
  for (const name of Object.values(fleetNames)) identifiers.claim(name)
  return fleetNames
}

function listText({ body, columns: [column] }: Fold, { one, all }: FleetNames): string {
  const start = `export const ${all} = `
  const list: Code = { kind: 'list', items: column!.values }
  const loop = `.map(${one})`
  return [
    `${functionText(one, `(${column!.name}: string)`, body)}\n`,
    `${start}${print(list, '', start.length, loop.length)}${loop}\n`,
  ].join('\n')
}

function tableText(
  { body, columns }: Fold,
  { one, table, all }: FleetNames,
  comments: readonly (readonly string[])[],
): string {
  const rows = comments.map((before, nth) => {
    const entries = columns.map(({ name, values }) => ({
      key: name,
      value: values[nth]!,
      comments: [],
    }))
    return `  ${printComments(before, '  ')}${print({ kind: 'record', entries }, '  ', 2, 1)},\n`
  })
  const keys = columns.map(({ name }) => name)
  const type = `: (typeof ${table})[number])`
  const flat = `({ ${keys.join(', ')} }${type}`
  const isFitting = `const ${one} = ${flat} =>`.length <= 100
  const parameters = isFitting ? flat : `({\n${keys.map(key => `  ${key},\n`).join('')}}${type}`
  return [
    `const ${table} = [\n${rows.join('')}] as const\n`,
    `${functionText(one, parameters, body)}\n`,
    `export const ${all} = ${table}.map(${one})\n`,
  ].join('\n')
}

function functionText(name: string, parameters: string, body: Code): string {
  const start = `const ${name} = ${parameters} =>`
  const column = start.length - start.lastIndexOf('\n')
  const flat = print(body, '  ', column)
  return flat.includes('\n') ? `${start}\n  ${print(body, '  ', 2)}` : `${start} ${flat}`
}

/** Returns the common beginning of domain names, without a separator at its end: `web` for `web-0` and `web-1`. */
function stemOf(names: readonly string[]): string {
  const [first = ''] = names
  let length = first.length
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length--
  return first.slice(0, length).replace(/\P{L}+$/u, '')
}
