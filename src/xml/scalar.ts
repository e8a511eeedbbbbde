import { type Codec, collapseWhitespace } from '../schema/core/codec.ts'
import type { Scalar } from '../tree/node.ts'

/**
 * Parses the text of an element. If the codec collapses white space, line breaks and indentation around the value are
 * not part of the value.
 */
export const parseText = (codec: Codec, text: string): Scalar =>
  parseScalar(codec, codec.collapsesWhitespace ? collapseWhitespace(text) : text)

/** Parses a value. */
// A text is parsed only if printing its value gives the same text: 0x0a stays text, because it would be printed as 10.
export function parseScalar(codec: Codec, text: string): Scalar {
  if (!codec.test(text)) return text
  const value = codec.parse(text) as Scalar
  return codec.print(value) === text ? value : text
}
