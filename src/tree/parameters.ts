/** A parameter that a program declares with `param()`. */
export interface Parameter {
  readonly name: string
  /** The values that the parameter can have, if the program lists them. */
  readonly values?: readonly string[]
  /** The default value. If there is a list of values, this is the first of them. */
  readonly initial: string | number | boolean
}

/** The values of `--set`, by the name of the parameter. */
export type ParameterValues = Readonly<Record<string, string>>

/** An invalid value of a parameter. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError'
  readonly parameter: Parameter
  readonly value: string
  constructor(parameter: Parameter, value: string) {
    super(`the parameter "${parameter.name}" cannot be "${value}"`)
    this.parameter = parameter
    this.value = value
  }
}

let given: ParameterValues = {}
const declared = new Map<string, Parameter>()
const read = new Map<string, string | undefined>()

/** Sets the values of `--set` for the programs that are loaded from now on. */
export function giveParameters(values: ParameterValues): void {
  given = values
}

/** Declares a parameter, and returns its value. */
export function declareParameter(parameter: Parameter): string | undefined {
  const { name } = parameter
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  declared.set(name, parameter)
  read.set(name, value)
  return value
}

/** All parameters that programs have declared in this process. */
export const declaredParameters = (): readonly Parameter[] => [...declared.values()]

/** Whether a program has read a parameter, and its value has changed since then. */
export const isStale = (name: string): boolean =>
  read.has(name) && read.get(name) !== (Object.hasOwn(given, name) ? given[name] : undefined)
