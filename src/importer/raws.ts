import type { Node, Raw } from '../tree/node.ts'
import { walk } from '../tree/walk.ts'
import { type Chain, type Code, literal, uncheckedCode } from './code.ts'

/** Whether a piece of raw XML is a comment. */
export const isComment = ({ xml, isText }: Raw): boolean => !isText && xml.startsWith('<!--')
const commentText = ({ xml }: Raw): string => xml.slice(4, -3)

/** Whether a piece of raw XML contains anything other than comments and white space. */
export const hasContent = (raw: Raw): boolean => !isComment(raw) && raw.xml.trim() !== ''

/** The raw XML in a node, without comments and white space. */
export const rawParts = ({ extra }: Node): readonly Raw[] => (extra ?? []).filter(hasContent)

/** Returns the arguments of `.xml()` for the raw XML in a node. */
export const rawCodes = (node: Node): readonly Code[] =>
  rawParts(node).map(({ xml, isText }) =>
    isText ? uncheckedCode({ value: xml, attributes: undefined }) : literal(xml),
  )

/**
 * Returns the comments in front of a field of a node. If `nth` is given, returns those in front of the field's value with this
 * index.
 */
export function commentsBefore(node: Node, key: string, nth?: number): readonly string[] {
  if (!node.extra) return []
  const comments = indexes.get(node) ?? indexOf(node.extra)
  indexes.set(node, comments)
  return comments.get(nth === undefined ? key : `${key}[${nth}]`) ?? []
}

const indexes = new WeakMap<Node, ReadonlyMap<string, readonly string[]>>()

/**
 * Returns an index of comments. A comment can be found by the value in front of which it is, such as `disk[2]`, and by the
 * field of this value, such as `disk`.
 */
function indexOf(raws: readonly Raw[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>()
  const add = (key: string, comment: string): void => {
    const known = index.get(key)
    if (known) known.push(comment)
    else index.set(key, [comment])
  }
  for (const raw of raws) {
    if (!isComment(raw) || raw.before === undefined) continue
    add(raw.before, commentText(raw))
    add(raw.before.slice(0, raw.before.lastIndexOf('[')), commentText(raw))
  }
  return index
}

/** Returns the comments of a node that the generated code does not contain. */
export function missingComments(node: Node, code: Code): readonly string[] {
  const all = commentsInNode(node)
  if (all.length === 0) return all
  const counts = new Map<string, number>()
  for (const comment of commentsInCode(code)) counts.set(comment, (counts.get(comment) ?? 0) + 1)
  return all.filter(comment => {
    const count = counts.get(comment) ?? 0
    counts.set(comment, count - 1)
    return count <= 0
  })
}

function commentsInNode(node: Node): readonly string[] {
  const comments: string[] = []
  walk(node, ({ extra = [] }) => {
    for (const raw of extra) if (isComment(raw)) comments.push(commentText(raw))
  })
  return comments
}

/** The comments that an expression contains. */
export function commentsInCode(code: Code): string[] {
  switch (code.kind) {
    case 'literal':
    case 'name':
    case 'template':
      return []
    case 'list':
      return code.items.flatMap(commentsInCode)
    case 'record':
      return code.entries.flatMap(({ value, comments }) => [...comments, ...commentsInCode(value)])
    case 'chain':
      return [
        ...code.args.flatMap(commentsInCode),
        ...code.calls.flatMap(({ args, comments }) => [
          ...comments,
          ...args.flatMap(commentsInCode),
        ]),
      ]
  }
}

/**
 * Removes repeated comments from the code for a node. Without this, a comment would appear twice if two calls write the same
 * element.
 */
export function withoutRepeatedComments(code: Chain, node: Node): Chain {
  const counts = new Map<string, number>()
  for (const comment of commentsInNode(node)) counts.set(comment, (counts.get(comment) ?? 0) + 1)
  if (counts.size === 0) return code
  const take = (comment: string): boolean => {
    const count = counts.get(comment) ?? 0
    counts.set(comment, count - 1)
    return count > 0
  }
  const chain = ({ args, calls, ...rest }: Chain): Chain => ({
    ...rest,
    args: args.map(visit),
    calls: calls.map(call => ({
      ...call,
      comments: call.comments.filter(take),
      args: call.args.map(visit),
    })),
  })
  const visit = (one: Code): Code => {
    switch (one.kind) {
      case 'literal':
      case 'name':
      case 'template':
        return one
      case 'list':
        return { ...one, items: one.items.map(visit) }
      case 'record':
        return {
          ...one,
          entries: one.entries.map(entry => ({
            ...entry,
            comments: entry.comments.filter(take),
            value: visit(entry.value),
          })),
        }
      case 'chain':
        return chain(one)
    }
  }
  return chain(code)
}
