import { isNode, type Node, type Raw, valuesOf } from '../tree/node.ts'
import type { Code } from './code.ts'

const isComment = ({ xml }: Raw): boolean => xml.startsWith('<!--')
const textOf = ({ xml }: Raw): string => xml.slice(4, -3)

/** Does a raw part say something to libvirt or to another program? Comments and white space do not. */
export const isSaid = (raw: Raw): boolean => !isComment(raw) && raw.xml.trim() !== ''

/** The raw parts of a node that say something to libvirt, or to another program. */
export const rawsOf = ({ extra }: Node): readonly string[] =>
  (extra ?? []).filter(isSaid).map(({ xml }) => xml)

/** The comments before a field, or before one of its values. */
export const commentsBefore = ({ extra }: Node, key: string, nth?: number): readonly string[] =>
  (extra ?? [])
    .filter(isComment)
    .filter(({ before = '' }) => before.startsWith(`${key}[`))
    .filter(({ before }) => nth === undefined || before === `${key}[${nth}]`)
    .map(textOf)

/** The comments of a node and of what is below it that stand nowhere in the code made of it. */
export function unplaced(node: Node, code: Code): readonly string[] {
  const all = commentsIn(node)
  if (all.length === 0) return all
  const placed = placedIn(code)
  return all.filter(comment => {
    const at = placed.indexOf(comment)
    if (at >= 0) placed.splice(at, 1)
    return at < 0
  })
}

const commentsIn = (node: Node): readonly string[] => [
  ...(node.extra ?? []).filter(isComment).map(textOf),
  ...Object.values(node.fields).flatMap(slot =>
    valuesOf(slot).flatMap(value => (isNode(value) ? commentsIn(value) : [])),
  ),
]

/** The comments that stand in an expression. */
export function placedIn(code: Code): string[] {
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return []
    case 'list':
      return code.items.flatMap(placedIn)
    case 'record':
      return code.entries.flatMap(({ value, comments }) => [...comments, ...placedIn(value)])
    case 'chain':
      return [
        ...code.args.flatMap(placedIn),
        ...code.calls.flatMap(({ args, comments }) => [...comments, ...args.flatMap(placedIn)]),
      ]
  }
}
