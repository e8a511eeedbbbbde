import type { Options } from 'yargs'
import { printableLine } from '../diagnostics/printable.ts'
import { UsageError } from './usage-errors.ts'

/**
 * Reports an option without a value that the command line gives a value, as in `--strict=maybe`. yargs would ignore the value.
 *
 * @throws {UsageError} If the value is neither `true` nor `false`.
 */
export function refuseBooleanValues(
  words: readonly string[],
  options: Readonly<Record<string, Options>>,
): void {
  const names = new Set(
    Object.entries(options)
      .filter(([, { type }]) => type === 'boolean')
      .flatMap(([name, { alias = [] }]) => [name, ...[alias].flat()])
      .map(comparable),
  )
  for (const word of words) {
    // What follows are arguments, not options.
    if (word === '--') return
    const [, option, name, value] = /^(--?([^=]+))=(.*)$/s.exec(word) ?? []
    if (option === undefined || name === undefined || !names.has(comparable(name))) continue
    if (value !== 'true' && value !== 'false')
      throw new UsageError(
        `${option} cannot have the value "${printableLine(value ?? '')}"`,
        `write ${option}, or ${option}=false`,
      )
  }
}

// yargs accepts a long option in kebab case and in camel case, so both are compared as one name. Short options keep their case,
// because -v and -V are different options.
const comparable = (name: string): string =>
  name.length === 1 ? name : name.replaceAll('-', '').toLowerCase()
