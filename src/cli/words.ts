import { readFileSync } from 'node:fs'

/**
 * An example in the documentation of a function or method: a program and its XML. The XML is either the whole XML of the
 * program, or only the lines that the function or method adds.
 */
export interface WordExample {
  readonly ts: string
  readonly xml?: string
}

/**
 * A function or builder method with which programs describe domains. scripts/words.mjs collects these functions and methods
 * from the sources.
 */
export interface Word {
  readonly name: string
  /** For a builder method, the class of the builder. Not set for a function, which programs import from 'libvmc'. */
  readonly of?: string
  /** For a function, the class of the builder that it returns, such as `DiskBuilder`. Not set for a builder method. */
  readonly makes?: string
  /**
   * For a builder method, the path of the XML element that it changes. For a function, the path of the XML element that it
   * creates.
   */
  readonly path?: string
  /**
   * For a builder method that sets a single field, the key of this field. The documentation of such a method is the
   * documentation of the field.
   */
  readonly field?: string
  readonly parameters?: string
  readonly doc?: string
  readonly examples: readonly WordExample[]
}

/** All functions and builder methods with which programs describe domains, by name. */
export function allWords(url = new URL('../schema/words.json', import.meta.url)): readonly Word[] {
  return JSON.parse(readFileSync(url, 'utf8'))
}

/**
 * Finds the functions and methods that a text such as `file`, `.nic`, `nic()` or `DiskBuilder.bus` names. Functions come first,
 * followed by the methods of domains, because programs use these methods most.
 */
export function wordsNamed(text: string, words: readonly Word[]): readonly Word[] {
  const [, builder, name] = /^(?:(\w*Builder)?\.)?([\w-]+?)(?:\(\))?$/.exec(text) ?? []
  const isMethod = text.startsWith('.')
  return words
    .filter(word => word.name === name && (builder === undefined || word.of === builder))
    .filter(word => !isMethod || word.of !== undefined)
    .sort((a, b) => rank(a) - rank(b))
}

// The builders whose methods programs use most. Their methods are listed first.
const FIRST_BUILDERS = [undefined, 'DomainBuilder', 'DiskBuilder', 'NicBuilder']

/** Whether a word is a function, or a method of the builders whose methods programs use most. */
export const isCommon = ({ of }: Word): boolean => FIRST_BUILDERS.includes(of)

function rank({ of }: Word): number {
  const index = FIRST_BUILDERS.indexOf(of)
  return index === -1 ? FIRST_BUILDERS.length : index
}

/**
 * Finds the functions and methods for the element at a path: the methods that add the element, and the functions that create
 * it.
 */
export function wordsFor(path: string, words: readonly Word[]): readonly Word[] {
  const parent = path.slice(0, path.lastIndexOf('/'))
  const name = path.slice(parent.length + 1)
  return words.filter(
    word =>
      (word.makes !== undefined && word.path === path) ||
      (word.path === parent && word.field === name && word.of !== undefined),
  )
}

/** Shows how a program calls a function or method, such as `file(path: string)` or `.bus(value)`. */
export function callOf({ name, of, parameters: shown = '' }: Word): string {
  const isPlain = /^[\w$]+$/.test(name)
  return of === undefined
    ? `${name}(${shown})`
    : isPlain
      ? `.${name}(${shown})`
      : `['${name}'](${shown})`
}
