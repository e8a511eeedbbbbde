/**
 * The XML text of a domain, stored as two lists: strings that similar domains share, and the texts between these strings. This
 * takes less memory than a single text, because the shared strings are stored only once.
 */
export class FilledTemplate {
  /**
   * The strings that similar domains share. There is one more string than there are texts. All similar domains use the same
   * list.
   */
  readonly shared: readonly string[]
  readonly texts: readonly string[]

  constructor(shared: readonly string[], texts: readonly string[]) {
    this.shared = shared
    this.texts = texts
  }

  /** The XML text. It is put together from the two lists each time it is read. */
  toString(): string {
    const { shared, texts } = this
    const pieces = [shared[0]!]
    for (let nth = 0; nth < texts.length; nth++) pieces.push(texts[nth]!, shared[nth + 1]!)
    return pieces.join('')
  }
}
