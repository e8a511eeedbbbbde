import { type Codec, type NumberLike, oneOf, printScalar } from './codec.ts'

/** Makes a codec for whole numbers with up to `max` decimal digits. */
export function digits(max: number): Codec<NumberLike> {
  const shape = new RegExp(`^\\d{1,${max}}$`)
  return {
    expects: `a whole number from 0 to ${10 ** max - 1}`,
    parse: candidate => Number(candidate),
    print: printScalar,
    test: candidate => shape.test(candidate),
  }
}

/** Makes a codec for a closed list of whole numbers. */
export function oneOfNumbers<const T extends readonly number[]>(
  ...numbers: T
): Codec<T[number] | `${T[number]}`> {
  return {
    ...oneOf(numbers.join(' ')),
    parse: candidate => Number(candidate),
    print: printScalar,
  } as Codec<T[number] | `${T[number]}`>
}
