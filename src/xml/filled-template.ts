/**
 * The XML text of a domain in two lists: strings that similar domains share, and the texts between them. This takes less memory
 * than a single text.
 */
export class FilledTemplate {
  /** The shared strings. There is one more string than there are texts. Similar domains have the same list. */
  readonly shared: readonly string[]
  readonly texts: readonly string[]

  constructor(shared: readonly string[], texts: readonly string[]) {
    this.shared = shared
    this.texts = texts
  }

  /** The XML text. It is joined each time it is read. */
  toString(): string {
    const { shared, texts } = this
    const pieces = [shared[0]!]
    for (let nth = 0; nth < texts.length; nth++) pieces.push(texts[nth]!, shared[nth + 1]!)
    return pieces.join('')
  }
}
