import type { Paint } from '../diagnostics/paint.ts'
import { wrap } from '../diagnostics/wrap.ts'
import { type Place, reference } from './reference.ts'
import { callOf, type Word, type WordExample, wordsFor } from './words.ts'

const MOST_RELATED = 12
const MOST_PLACES = 8

/**
 * What else has the same name as a function or method of libvmc: attributes and elements of the domain XML, and names from
 * other tools.
 */
interface SameName {
  readonly places: readonly Place[]
  readonly habit: string | undefined
}

/**
 * Returns the page about a function or method of libvmc: the XML that it writes, its examples, and related functions. If
 * several functions and methods have the same name, the page is about the first of them. `words` are all functions and builder
 * methods of libvmc.
 */
export function wordPage(
  [word, ...others]: readonly [Word, ...(readonly Word[])],
  words: readonly Word[],
  { places, habit }: SameName,
  paint: Paint,
  width: number,
): string {
  const field = fieldOf(word)
  const doc = field?.doc || word.doc || ''
  // Facts that the description of the field already contains, such as the first libvirt release, are left out.
  const facts = field?.facts.filter(fact => !doc.includes(fact.replace('since', 'Since')))
  const lines = [`${paint.bold(callOf(word))}  ${paint.dim(kindOf(word))}`, '', ...wrap(doc, width)]
  if (field && facts)
    lines.push(...wrap([...facts, `takes ${field.takes}`].join('; '), width).map(paint.dim))
  if (habit !== undefined) lines.push('', ...wrap(`Hint: ${habit}`, width))
  for (const example of word.examples) lines.push('', ...exampleLines(example, paint))
  const notes = [
    note('Called on', makersOf(word, words)),
    note('Related', relatedTo(word, words)),
    note('XML', word.path === undefined ? [] : [`vmc explain ${pathOf(word)}`]),
    note('Also', others.map(fullName)),
    note(
      'In the format',
      places.map(({ path }) => path).filter(path => path.replace('@', '') !== pathOf(word)),
    ),
  ].filter(text => text !== '')
  for (const text of notes) lines.push('', ...wrap(text, width))
  return `${lines.join('\n')}\n`
}

/** Returns a list of attributes and elements of the domain XML, with their documentation. */
export function placesPage(
  title: string,
  places: readonly Place[],
  {
    habit,
    about = [],
  }: { readonly habit?: string | undefined; readonly about?: readonly string[] },
  paint: Paint,
  width: number,
): string {
  const shown = places
    .slice(0, MOST_PLACES)
    .flatMap(({ path, doc }) => [
      '',
      paint.blue(path),
      ...wrap(doc, width - 4).map(line => `    ${line}`),
    ])
  const more = places.length - MOST_PLACES
  const rest = more > 0 ? ['', `and ${more} more`] : []
  const hint = habit === undefined ? [] : ['', ...wrap(`Hint: ${habit}`, width)]
  const help = `vmc explain ${places[0]!.path} shows an example`
  const others = about.length === 0 ? [] : ['', ...wrap(note('About it', about), width)]
  const lines = [paint.bold(title), ...hint, ...shown, ...rest, ...others, '', ...wrap(help, width)]
  return `${lines.join('\n')}\n`
}

function note(title: string, items: readonly string[]): string {
  const shown = items.slice(0, MOST_RELATED)
  const more = items.length - shown.length
  const rest = more > 0 ? ` and ${more} more` : ''
  return items.length === 0 ? '' : `${title}: ${shown.join(', ')}${rest}`
}

const fullName = ({ name, of }: Word): string => (of === undefined ? `${name}()` : `${of}.${name}`)

const kindOf = ({ of, makes, path }: Word): string =>
  of !== undefined
    ? `a method of ${of}`
    : makes === undefined
      ? 'a function'
      : `a function that makes <${path?.split('/').at(-1) ?? makes}>`

const pathOf = ({ path, field }: Word): string => (field === undefined ? path! : `${path}/${field}`)

const fieldOf = ({ path, field }: Word) => {
  const found = field === undefined ? undefined : reference(path!)
  return found && 'path' in found ? found.fields.find(({ key }) => key === field) : undefined
}

/** The lines of an example: the program, followed by the XML. */
export function exampleLines({ ts, xml }: WordExample, paint: Paint): readonly string[] {
  const program = ts.split('\n').map(line => `  ${line}`)
  return xml === undefined
    ? program
    : [...program, '', ...xml.split('\n').map(line => `  ${paint.dim(line)}`)]
}

/** Returns the factory functions whose builders have the given method. */
const makersOf = ({ of }: Word, words: readonly Word[]): readonly string[] =>
  words.filter(({ makes }) => of !== undefined && makes === of).map(callNameOf)

/**
 * Returns related functions and methods. For a function, these are the other functions for the same element, and the methods
 * that accept its result. For a method, these are the functions that create the method's arguments.
 */
function relatedTo(word: Word, words: readonly Word[]): readonly string[] {
  if (word.path === undefined) return []
  const path = word.makes === undefined ? pathOf(word) : word.path
  return wordsFor(path, words)
    .filter(one => one.name !== word.name)
    .map(callNameOf)
}

/** Returns a function or method in the form in which programs call it, such as `file()` or `.nic()`. */
export const callNameOf = ({ name, of }: Word): string => `${of === undefined ? '' : '.'}${name}()`
