/**
 * The maximum length of words that are compared. Comparing longer words is slow, and no name of the domain format is longer.
 */
export const MAX_WORD_LENGTH = 64

/** Returns the known word that is most similar to a misspelled word, or `undefined` if no word is similar enough. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  return nearestOf(word, known)?.best
}

/**
 * Returns the known word that was probably meant by a misspelled word. Returns `undefined` if no word is similar enough, or if
 * several words are equally similar.
 */
export function onlyTypoOf(word: string, known: Iterable<string>): string | undefined {
  const found = nearestOf(word, known)
  return found?.isOnly && isTypo(word, found.best) ? found.best : undefined
}

/** Whether a word differs so little from a known word that it is probably a typing mistake. */
export function isTypo(word: string, known: string): boolean {
  const steps = distance(word.toLowerCase(), known.toLowerCase())
  return steps <= Math.max(1, Math.floor(word.length / 4))
}

function nearestOf(
  word: string,
  known: Iterable<string>,
): { readonly best: string; readonly isOnly: boolean } | undefined {
  if (word.length > MAX_WORD_LENGTH) return undefined
  const limit = Math.max(1, Math.floor(word.length / 3) + (word.length > 4 ? 1 : 0))
  const letters = lettersOf(word)
  const lower = word.toLowerCase()
  let best: string | undefined
  let least = limit + 1
  let isOnly = true
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > least) continue
    if (minDistance(letters, lettersOf(candidate)) > least) continue
    const other = candidate.toLowerCase()
    const steps = other === lower ? 0.5 : distance(lower, other)
    if (steps === least && candidate !== best) isOnly = false
    if (steps < least) [best, least, isOnly] = [candidate, steps, true]
  }
  return best === undefined ? undefined : { best, isOnly }
}

const masks = new Map<string, number>()

// Returns the letters of a word as a bit mask. Comparing masks excludes most words much faster than comparing the words.
// Masks are cached, because each known word is compared many times.
function lettersOf(word: string): number {
  const known = masks.get(word)
  if (known !== undefined) return known
  let mask = 0
  for (const letter of word.toLowerCase()) mask |= 1 << (letter.charCodeAt(0) % 32)
  if (masks.size < MAX_MASKS) masks.set(word, mask)
  return mask
}

const MAX_MASKS = 10_000

// Returns a lower limit for the distance between two words, computed from the masks of their letters. Each edit changes at most
// one letter of a word.
const minDistance = (one: number, other: number): number =>
  Math.max(countBits(one & ~other), countBits(other & ~one))

function countBits(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count++
  return count
}

// This is the Damerau-Levenshtein distance: the number of letters that must be added, removed or changed, and of
// neighbouring letters that must be swapped, to turn one word into the other.
function distance(a: string, b: string): number {
  let [rowBeforeLast, lastRow, row] = rows
  for (let j = 0; j <= b.length; j++) lastRow[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const change = lastRow[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let steps = Math.min(lastRow[j]! + 1, row[j - 1]! + 1, change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, rowBeforeLast[j - 2]! + 1)
      row[j] = steps
    }
    ;[rowBeforeLast, lastRow, row] = [lastRow, row, rowBeforeLast]
  }
  return lastRow[b.length]!
}

// Rows of the table in which distances are computed. They are used again for each pair of words, because allocating new rows
// for each pair of words would take most of the memory of a check with many unknown names.
const rows: [number[], number[], number[]] = [[], [], []]
