const LONGEST = 64

/** The known word that a misspelt one most likely means, if any is near enough. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // Nothing in the format is that long, and comparing costs the product of the lengths.
  if (word.length > LONGEST) return undefined
  const limit = Math.max(1, Math.floor(word.length / 3) + (word.length > 4 ? 1 : 0))
  let best: string | undefined
  let least = limit + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const steps =
      candidate.toLowerCase() === word.toLowerCase()
        ? 0.5
        : distance(word.toLowerCase(), candidate.toLowerCase())
    if (steps < least) [best, least] = [candidate, steps]
  }
  return best
}

// Damerau and Levenshtein: letters added, dropped, changed, or two neighbours swapped.
function distance(a: string, b: string): number {
  let twoAgo: number[] = []
  let ago = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = ago[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let steps = Math.min(ago[j]! + 1, row[j - 1]! + 1, change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        steps = Math.min(steps, twoAgo[j - 2]! + 1)
      }
      row.push(steps)
    }
    ;[twoAgo, ago] = [ago, row]
  }
  return ago[b.length]!
}
