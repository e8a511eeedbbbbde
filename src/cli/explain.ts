import { isTypo, nearest } from '../diagnostics/nearest.ts'
import { wrap } from '../diagnostics/wrap.ts'
import { loadConfig } from '../program/config.ts'
import { habitOf } from '../program/habits.ts'
import type { Context } from './context.ts'
import { type CodeTable, explainData, slugsOf } from './explain-data.ts'
import { codePage, elementPage, listPage } from './explain-pages.ts'
import { functionPage } from './package-functions.ts'
import { redirectPrograms } from './program-output.ts'
import { type Place, placesAbout, placesNamed, placesTaking, reference } from './reference.ts'
import { paintFor, print, widthOf } from './terminal.ts'
import { UsageError } from './usage-errors.ts'
import { callNameOf, placesPage, wordPage } from './word-page.ts'
import { allWords, isCommon, type Word, wordsFor, wordsNamed } from './words.ts'

/** Prints a list of all codes and rules, one on each line. */
export async function explainAll(context: Context): Promise<number> {
  const { env, stdout } = context
  await print(stdout, listPage(await codesWithUserRules(context), paintFor(stdout, 'auto', env)))
  return 0
}

/** Prints the explanation of a diagnostic code, a rule, a function or method of libvmc, or the path of an XML element. */
export async function explain(what: string, context: Context): Promise<number> {
  const { env, stdout } = context
  const width = Math.min(100, widthOf(stdout))
  const paint = paintFor(stdout, 'auto', env)
  const found = reference(what)
  const words = allWords()
  const [word, ...others] = wordsNamed(what, words)
  const name = word?.name ?? what.replace(/^[.@]|\(\)$/g, '')
  const places = placesNamed(name)
  const habit = habitOf(name)
  const page =
    codePage(what, explainData(), width) ??
    (word &&
      (await onDisk(word, width)) +
        wordPage([word, ...others], words, { places, habit }, paint, width)) ??
    ('path' in found ? elementPage(found, wordsFor(found.path, words), paint, width) : undefined) ??
    (places.length > 0
      ? placesPage(
          `${name}, a name in the XML`,
          places,
          {
            habit,
            about: mentionsOf(name, words)
              .map(({ path }) => path)
              .filter(path => !places.some(place => place.path === path)),
          },
          paint,
          width,
        )
      : undefined) ??
    functionPage(name, paint, width)
  if (page !== undefined) {
    await print(stdout, page)
    return 0
  }
  // The configuration can define custom rules. vmc loads the configuration only if nothing built-in matches, because loading it
  // runs the user's code.
  const codes = await codesWithUserRules(context)
  const ownPage = codePage(what, codes, width)
  if (ownPage === undefined && habit !== undefined)
    throw new UsageError(`vmc has no word "${what}"`, habit)
  const about = ownPage === undefined && !/^vmc\d/i.test(what) ? mentionsOf(name, words) : []
  if (ownPage === undefined && about.length === 0)
    throw unknown(what, codes, 'nearest' in found ? found.nearest : undefined)
  const title = `"${name}" is not a word; these are about it`
  await print(stdout, ownPage ?? placesPage(title, about, {}, paint, width))
  return 0
}

/**
 * A paragraph about the field of a disk that has the name of a method of a less common device, such as `cache`. Most programs
 * mean the disk. Empty if a disk has no such field.
 */
async function onDisk(word: Word, width: number): Promise<string> {
  if (isCommon(word)) return ''
  const { methodHelp } = await import('../program/method-help.ts')
  const help = methodHelp('DiskBuilder', word.name)
  return help?.startsWith('write .') ? `${wrap(`On a disk: ${help}`, width).join('\n')}\n\n` : ''
}

const SHORTEST_TERM = 3

/**
 * Returns the functions and methods of libvmc, and the XML elements and attributes, whose documentation contains a search term.
 * Attributes that accept the term as a value come first.
 */
function mentionsOf(term: string, words: readonly Word[]): readonly Place[] {
  if (term.length < SHORTEST_TERM || !/^\w+$/.test(term)) return []
  // A short term is often the beginning of other words, so only whole words count.
  const pattern = new RegExp(`\\b${term}${term.length === SHORTEST_TERM ? '\\b' : ''}`, 'i')
  const calls = words
    .filter(({ doc }) => doc !== undefined && pattern.test(doc))
    .map(word => ({ path: callNameOf(word), doc: word.doc! }))
  const found = [...placesTaking(term), ...calls, ...placesAbout(pattern)]
  return [...new Map(found.map(place => [place.path, place])).values()]
}

// Returns the built-in codes and the user's rules. Errors in the configuration are ignored, because `vmc build` reports them.
async function codesWithUserRules(context: Context): Promise<CodeTable> {
  const { config } = await redirectPrograms(context, () => loadConfig([], context.cwd))
  return explainData(config.use)
}

const ALL = 'vmc explain --all lists codes and rules'

function unknown(what: string, codes: CodeTable, nearestPath: string | undefined): UsageError {
  if (/^vmc\d/i.test(what)) {
    const near = nearest(what.toUpperCase(), Object.keys(codes))
    const isMeant = near !== undefined && isTypo(what, near)
    return new UsageError(`unknown code "${what}"`, isMeant ? `did you mean ${near}?` : ALL)
  }
  const near =
    nearestPath ?? nearest(what, [...slugsOf(codes), ...allWords().map(({ name }) => name)])
  const help = near === undefined ? ALL : `did you mean ${near}?`
  return new UsageError(`unknown code, rule, word or path "${what}"`, help)
}
