import { declareParameter, type Parameter, ParameterError } from '../tree/parameters.ts'

/** The type of a parameter that is declared with a default value: any text, number or boolean. */
type AnyLike<T> = T extends string ? string : T extends number ? number : boolean

/**
 * Declares a parameter of the program, which users set as in `vmc build --set stage=prod`. If the second argument is a list,
 * the parameter must have one of its values, and the first value is the default. Otherwise, the second argument is the default,
 * and the parameter has its type. If a user sets an invalid value, vmc reports an error at this call.
 *
 * @example
 * const stage = param('stage', ['dev', 'prod'])
 * domain(`web-${stage}`).hvm()   // <name>web-dev</name>
 */
export function param<const V extends string>(
  name: string,
  values: readonly [V, ...(readonly V[])],
): V
export function param<const T extends string | number | boolean>(
  name: string,
  initial: T,
): AnyLike<T>
export function param(
  name: string,
  given: string | number | boolean | readonly string[],
): string | number | boolean {
  checkDeclaration(name, given)
  const parameter: Parameter =
    typeof given === 'object'
      ? { name, values: given, initial: given[0]! }
      : { name, initial: given }
  const text = declareParameter(parameter)
  if (text === undefined) return parameter.initial
  const value = parse(parameter, text)
  if (value === undefined) throw new ParameterError(parameter, text)
  return value
}

/** Converts the text of a parameter to its value. `undefined` if the text is not a valid value. */
function parse(
  { values, initial }: Parameter,
  text: string,
): string | number | boolean | undefined {
  if (values) return values.includes(text) ? text : undefined
  if (typeof initial === 'string') return text
  if (typeof initial === 'boolean') return text === 'true' || (text === 'false' ? false : undefined)
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
}

function checkDeclaration(name: unknown, given: unknown): void {
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name))
    throw new TypeError(
      "param() needs a name of letters and digits: param('stage', ['dev', 'prod'])",
    )
  const isList =
    Array.isArray(given) && given.length > 0 && given.every(one => typeof one === 'string')
  if (!isList && !['string', 'number', 'boolean'].includes(typeof given))
    throw new TypeError(
      `param('${name}') needs the values that it can have, or its value without --set`,
    )
}
