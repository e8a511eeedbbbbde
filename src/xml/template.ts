import type { Codec } from '../schema/core/codec.ts'
import type { Node, Scalar } from '../tree/node.ts'
import { mapOwn } from '../tree/shape.ts'
import { escapeText, escapeValue } from './escape.ts'

// Of Unicode's private use, so that no word of a shape holds it.
const MARK = '\ue000'

/** A value of a domain's own, and where it goes in the text. */
interface Gap {
  readonly nth: number
  readonly codec: Codec
  readonly escaped: (text: string) => string
  /** The text behind it. */
  readonly then: string
}

/** The text that alike domains share, with gaps for what each has for itself. */
export class Template {
  readonly #start: string
  readonly #gaps: readonly Gap[]

  private constructor(start: string, gaps: readonly Gap[]) {
    this.#start = start
    this.#gaps = gaps
  }

  /** The template of all domains that are like one, whose text `emit` gives: that text, split at marks in place of the values. */
  static of(domain: Node, emit: (domain: Node) => string): Template {
    const codecs: Codec[] = []
    const marked = mapOwn(domain, (_, { codec }) => `${MARK}${codecs.push(codec!) - 1}${MARK}`)
    const [start = '', ...parts] = emit(marked).split(MARK)
    const gaps: Gap[] = []
    let before = start
    for (let index = 0; index < parts.length; index += 2) {
      const [nth, then] = [Number(parts[index]), parts[index + 1]!]
      const escaped = before.endsWith('="') ? escapeValue : escapeText
      gaps.push({ nth, codec: codecs[nth]!, escaped, then })
      before = then
    }
    return new Template(start, gaps)
  }

  /** The text of a domain with these values; `undefined` where one of them has no spelling, or is nothing and changes the text. */
  fill(values: readonly Scalar[]): string | undefined {
    const pieces = [this.#start]
    for (const { nth, codec, escaped, then } of this.#gaps) {
      const spelled = codec.print(values[nth])
      if (!spelled) return undefined
      pieces.push(escaped(spelled), then)
    }
    return pieces.join('')
  }
}
