import { readFileSync } from 'node:fs'

/** A program, and the XML that it makes or that the word adds to it. */
export interface WordExample {
  readonly ts: string
  readonly xml?: string
}

/** A word of the language. scripts/words.mjs collects the words from the sources. */
export interface Word {
  readonly name: string
  /** The builder that has the method; without it, the word is a function that programs import from 'libvmc'. */
  readonly of?: string
  /** The builder that the function makes. */
  readonly makes?: string
  /** The path of the element that the method changes or the function makes. */
  readonly path?: string
  /** The key of the field, for a method that only sets a field. Its description is that of the field. */
  readonly field?: string
  readonly parameters?: string
  readonly doc?: string
  readonly examples: readonly WordExample[]
}

/** All words of the language, by name. */
export function allWords(url = new URL('../schema/words.json', import.meta.url)): readonly Word[] {
  return JSON.parse(readFileSync(url, 'utf8'))
}

/**
 * The words that a text names: `file`, `.nic`, `nic()`, `DiskBuilder.bus`. Functions come first, then the methods of domains.
 */
export function wordsNamed(text: string, words: readonly Word[]): readonly Word[] {
  const [, builder, name] = /^(?:(\w*Builder)?\.)?([\w-]+?)(?:\(\))?$/.exec(text) ?? []
  const isMethod = text.startsWith('.')
  return words
    .filter(word => word.name === name && (builder === undefined || word.of === builder))
    .filter(word => !isMethod || word.of !== undefined)
    .sort((a, b) => rank(a) - rank(b))
}

// The words that programs use most come first.
const FIRST_BUILDERS = [undefined, 'DomainBuilder', 'DiskBuilder', 'NicBuilder']

function rank({ of }: Word): number {
  const index = FIRST_BUILDERS.indexOf(of)
  return index === -1 ? FIRST_BUILDERS.length : index
}

/** The words that write the element at a path: the methods that add it, and the functions that make it. */
export function wordsFor(path: string, words: readonly Word[]): readonly Word[] {
  const parent = path.slice(0, path.lastIndexOf('/'))
  const name = path.slice(parent.length + 1)
  return words.filter(
    word =>
      (word.makes !== undefined && word.path === path) ||
      (word.path === parent && word.field === name && word.of !== undefined),
  )
}

/** How a program calls a word: `file(path: string)`, `.bus(value)`. */
export function callOf({ name, of, parameters: shown = '' }: Word): string {
  const isPlain = /^[\w$]+$/.test(name)
  return of === undefined
    ? `${name}(${shown})`
    : isPlain
      ? `.${name}(${shown})`
      : `['${name}'](${shown})`
}
