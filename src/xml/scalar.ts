import { type Codec, collapseWhitespace } from '../schema/core/codec.ts'
import type { Scalar } from '../tree/node.ts'

/** Parses the text of an element. For types that ignore white space around the value, this white space is removed first. */
export const parseText = (codec: Codec, text: string): Scalar =>
  parseScalar(codec, codec.collapsesWhitespace ? collapseWhitespace(text) : text)

/** Parses the text of an attribute or element. */
// The result is a number or boolean only if printing it gives the same text. For example, `0x0a` stays a text, because the
// number would be printed as `10`.
export function parseScalar(codec: Codec, text: string): Scalar {
  if (!codec.test(text)) return text
  const value = codec.parse(text) as Scalar
  return codec.print(value) === text ? value : text
}
