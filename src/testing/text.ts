import type { Field } from '../schema/core/element.ts'
import { InvalidValue } from '../tree/node.ts'

/** Returns a value as it is written in the XML. Returns `undefined` if the field does not accept the value. */
export function textOf({ codec }: Field, value: unknown): string | undefined {
  const given = value instanceof InvalidValue ? value.value : value
  return codec?.print(given) ?? (typeof given === 'string' ? given : undefined)
}
