import type { Codec } from '../schema/core/codec.ts'
import { mapOwnValues } from '../tree/fingerprint.ts'
import type { Node, Scalar } from '../tree/node.ts'
import { escapeText, escapeValue } from './escape.ts'
import { FilledTemplate } from './filled-template.ts'

// Marks each gap in a template. It is a private-use character of Unicode, which does not appear in the XML of a domain.
const MARK = '\ue000'

/** A gap in the template, into which a value is inserted that differs between similar domains. */
interface Gap {
  /** The index of the inserted value in the list that is passed to `fill`. */
  readonly nth: number
  readonly codec: Codec
  readonly encode: (text: string) => string
}

/** The XML text that similar domains share, with gaps for the values in which these domains differ. */
export class Template {
  /** The texts around the gaps. */
  readonly #shared: readonly string[]
  readonly #gaps: readonly Gap[]

  private constructor(shared: readonly string[], gaps: readonly Gap[]) {
    this.#shared = shared
    this.#gaps = gaps
  }

  /**
   * Makes a template from one of several similar domains. The function first writes the domain with a mark in place of each
   * value that can differ. Then it splits the XML text at the marks.
   */
  static of(domain: Node, emit: (domain: Node) => string): Template {
    const codecs: Codec[] = []
    const marked = mapOwnValues(
      domain,
      (_, { codec }) => `${MARK}${codecs.push(codec!) - 1}${MARK}`,
    )
    const [start = '', ...parts] = emit(marked).split(MARK)
    const shared = [start]
    const gaps: Gap[] = []
    for (let index = 0; index < parts.length; index += 2) {
      const nth = Number(parts[index])
      const encode = shared.at(-1)!.endsWith('="') ? escapeValue : escapeText
      gaps.push({ nth, codec: codecs[nth]!, encode })
      shared.push(parts[index + 1]!)
    }
    return new Template(shared, gaps)
  }

  /**
   * Fills the gaps of the template with the values of a domain. Returns `undefined` if a value is invalid or empty, because the
   * text around the gap would then be different.
   */
  fill(values: readonly Scalar[]): FilledTemplate | undefined {
    const texts: string[] = []
    for (const { nth, codec, encode } of this.#gaps) {
      const printed = codec.print(values[nth])
      if (!printed) return undefined
      texts.push(encode(printed))
    }
    return new FilledTemplate(this.#shared, texts)
  }
}
