// The words of the language, as the build of vmc collects them.
import { allWords } from '../../src/cli/words.ts'

export { callNameOf } from '../../src/cli/word-page.ts'
export { callOf, wordsFor, wordsNamed } from '../../src/cli/words.ts'

export const words = allWords(new URL('../../dist/schema/words.json', import.meta.url))

/** The address of the page about a word. */
export const wordPageOf = name => `/reference/words/${name.toLowerCase()}`
