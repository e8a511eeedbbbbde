/**
 * Wraps a text into lines. `first` is the maximum length of the first line. `width` is the maximum length of the other lines.
 */
export function wrap(text: string, first: number, width = first): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const room = lines.length > 1 ? width : first
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
