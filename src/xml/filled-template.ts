/** The XML text of a domain, as the strings that similar domains share and the texts between them. It takes less memory. */
export class FilledTemplate {
  /** The shared strings: one more than there are texts. Similar domains have the same list. */
  readonly shared: readonly string[]
  readonly texts: readonly string[]

  constructor(shared: readonly string[], texts: readonly string[]) {
    this.shared = shared
    this.texts = texts
  }

  /** The XML text. It is put together each time. */
  toString(): string {
    const { shared, texts } = this
    const pieces = [shared[0]!]
    for (let nth = 0; nth < texts.length; nth++) pieces.push(texts[nth]!, shared[nth + 1]!)
    return pieces.join('')
  }
}
