/** A parameter that a program declares with `param()`. */
export interface Parameter {
  readonly name: string
  /** The values that it can have, if there is a list. */
  readonly values?: readonly string[]
  /** The value without `--set`; the first of the list. */
  readonly initial: string | number | boolean
}

/** The values that `--set` gives, by the name of the parameter. */
export type ParameterValues = Readonly<Record<string, string>>

/** A value that a parameter cannot have. */
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

/** Sets the values for the programs that are loaded from now on. */
export function giveParameters(values: ParameterValues): void {
  given = values
}

/** Declares a parameter, and returns the value that `--set` gives it. */
export function declareParameter(parameter: Parameter): string | undefined {
  const { name } = parameter
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  declared.set(name, parameter)
  read.set(name, value)
  return value
}

/** All parameters that programs have declared in this process. */
export const declaredParameters = (): readonly Parameter[] => [...declared.values()]

/** Whether a parameter has a value that is not the one that the program got when it last asked. */
export const isStale = (name: string): boolean =>
  read.has(name) && read.get(name) !== (Object.hasOwn(given, name) ? given[name] : undefined)
