import { isNode, type Node, type Raw, valuesOf } from '../tree/node.ts'
import { type Code, literal, uncheckedCode } from './code.ts'

/** Whether a piece of raw XML is a comment. */
export const isComment = ({ xml, isText }: Raw): boolean => !isText && xml.startsWith('<!--')
const commentText = ({ xml }: Raw): string => xml.slice(4, -3)

/** Whether a piece of raw XML contains anything other than comments and white space. */
export const hasContent = (raw: Raw): boolean => !isComment(raw) && raw.xml.trim() !== ''

/** The raw XML in a node, without comments and white space. */
export const rawParts = ({ extra }: Node): readonly Raw[] => (extra ?? []).filter(hasContent)

/** The expressions for the raw XML in a node. */
export const rawCodes = (node: Node): readonly Code[] =>
  rawParts(node).map(({ xml, isText }) =>
    isText ? uncheckedCode({ value: xml, attributes: undefined }) : literal(xml),
  )

/** The comments in front of a field of a node or, if `nth` is given, in front of the `nth` value of the field. */
export const commentsBefore = ({ extra }: Node, key: string, nth?: number): readonly string[] =>
  (extra ?? [])
    .filter(isComment)
    .filter(({ before = '' }) => before.startsWith(`${key}[`))
    .filter(({ before }) => nth === undefined || before === `${key}[${nth}]`)
    .map(commentText)

/** The comments in a node that the code generated from the node does not contain. */
export function missingComments(node: Node, code: Code): readonly string[] {
  const all = commentsInNode(node)
  if (all.length === 0) return all
  const found = commentsInCode(code)
  return all.filter(comment => {
    const at = found.indexOf(comment)
    if (at >= 0) found.splice(at, 1)
    return at < 0
  })
}

const commentsInNode = (node: Node): readonly string[] => [
  ...(node.extra ?? []).filter(isComment).map(commentText),
  ...Object.values(node.fields).flatMap(slot =>
    valuesOf(slot).flatMap(value => (isNode(value) ? commentsInNode(value) : [])),
  ),
]

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
