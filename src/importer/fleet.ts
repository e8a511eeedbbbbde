import type { Code } from './code.ts'
import type { Fold } from './fold.ts'
import { identifierOf, type Names } from './names.ts'
import { commented, print } from './print.ts'

/*
 * A fold as text: the table of the differences, the function of a row, and the loop. Where only one thing differs the
 * table is a list, and stands in the loop.
 */

/** What the statements of a fleet are called: `webTable`, `web`, `webs`. */
interface Called {
  readonly table: string
  readonly one: string
  readonly all: string
}

/** The statements of a fleet; each row has the comments of its document. */
export function fleetText(
  fold: Fold,
  names: Names,
  domains: readonly string[],
  comments: readonly (readonly string[])[],
): string {
  const called = calledAfter(identifierOf(stemOf(domains)), names)
  const [column, ...others] = fold.columns as readonly [Fold['columns'][0], ...Fold['columns']]
  const isList =
    others.length === 0 &&
    column.values.every(value => value.kind === 'literal' && typeof value.value === 'string') &&
    comments.every(({ length }) => length === 0)
  return isList ? listText(fold, called) : tableText(fold, called, comments)
}

function calledAfter(stem: string, names: Names, nth = 1): Called {
  const one = nth === 1 ? stem : `${stem}${nth}`
  const called = { one, table: `${one}Table`, all: /(s|x)$/.test(one) ? `${one}es` : `${one}s` }
  if (!Object.values(called).every(name => names.isFree(name)))
    return calledAfter(stem, names, nth + 1)
  for (const name of Object.values(called)) names.of(name)
  return called
}

function listText({ body, columns: [column] }: Fold, { one, all }: Called): string {
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
  { one, table, all }: Called,
  comments: readonly (readonly string[])[],
): string {
  const rows = comments.map((before, nth) => {
    const entries = columns.map(({ name, values }) => ({
      key: name,
      value: values[nth]!,
      comments: [],
    }))
    return `  ${commented(before, '  ')}${print({ kind: 'record', entries }, '  ', 2, 1)},\n`
  })
  const keys = columns.map(({ name }) => name)
  const type = `: (typeof ${table})[number])`
  const flat = `({ ${keys.join(', ')} }${type}`
  const fits = `const ${one} = ${flat} =>`.length <= 100
  const parameters = fits ? flat : `({\n${keys.map(key => `  ${key},\n`).join('')}}${type}`
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

/** What names have in common at their beginning: `web` of `web-0` and `web-1`. */
function stemOf(names: readonly string[]): string {
  const [first = ''] = names
  let length = first.length
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length--
  return first.slice(0, length).replace(/\P{L}+$/u, '')
}
