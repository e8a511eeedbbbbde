import type { Paint } from '../diagnostics/paint.ts'
import { wrap } from '../diagnostics/wrap.ts'
import { reference } from './reference.ts'
import { allWords, callOf, type Word, type WordExample, wordsFor } from './words.ts'

const MOST_RELATED = 12

/** The page about a word: what it writes, its examples, and related words. `others` are further words of the same name. */
export function wordPage(word: Word, others: readonly Word[], paint: Paint, width: number): string {
  const field = fieldOf(word)
  const lines = [
    `${paint.bold(callOf(word))}  ${paint.dim(kindOf(word))}`,
    '',
    ...wrap(field?.doc || word.doc || '', width),
  ]
  if (field)
    lines.push(...wrap([...field.facts, `takes ${field.takes}`].join('; '), width).map(paint.dim))
  for (const example of word.examples) lines.push('', ...exampleLines(example, paint))
  const related = relatedTo(word)
  if (related.length > 0) lines.push('', ...wrap(`Related: ${related.join(', ')}`, width))
  if (word.path !== undefined) lines.push('', `The XML: vmc explain ${pathOf(word)}`)
  if (others.length > 0) lines.push('', ...wrap(`Also: ${others.map(fullName).join(', ')}`, width))
  return `${lines.join('\n')}\n`
}

const fullName = ({ name, of }: Word): string => (of === undefined ? `${name}()` : `${of}.${name}`)

const kindOf = ({ of, makes, path }: Word): string =>
  of !== undefined
    ? `a method of ${of}`
    : makes === undefined
      ? 'a function'
      : `a function that makes ${path ?? 'an element'}`

const pathOf = ({ path, field }: Word): string => (field === undefined ? path! : `${path}/${field}`)

const fieldOf = ({ path, field }: Word) => {
  const found = field === undefined ? undefined : reference(path!)
  return found && 'path' in found ? found.fields.find(({ key }) => key === field) : undefined
}

/** The lines of an example: the program, and the XML below. */
export function exampleLines({ ts, xml }: WordExample, paint: Paint): readonly string[] {
  const program = ts.split('\n').map(line => `  ${line}`)
  return xml === undefined
    ? program
    : [...program, '', ...xml.split('\n').map(line => `  ${paint.dim(line)}`)]
}

/** Other functions for the same element, and the methods that take them; for a method, the functions that make its values. */
function relatedTo(word: Word): readonly string[] {
  if (word.path === undefined) return []
  const words = allWords()
  const path = word.makes === undefined ? pathOf(word) : word.path
  return wordsFor(path, words)
    .filter(one => one.name !== word.name)
    .map(callNameOf)
    .slice(0, MOST_RELATED)
}

/** The name of a word as a program writes it: `file()`, `.nic()`. */
export const callNameOf = ({ name, of }: Word): string => `${of === undefined ? '' : '.'}${name}()`
