import { checkSchema } from '../../check/check-schema.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { fieldOf, isAttributeName } from '../../dsl/normalise.ts'
import {
  InvalidValue,
  isNode,
  type Node,
  type Scalar,
  type Slot,
  Unchecked,
} from '../../tree/node.ts'
import { locationsOf } from '../../tree/origin.ts'

/*
 * A document may be newer than vmc. An import keeps the parts that vmc does not know, as the unchecked parts of the
 * program, and warns about them.
 */

/** A document whose unknown attributes and values are unchecked, and what the schema check reports about it. */
export interface KeptDocument {
  readonly node: Node
  /** A warning for each unchecked part, and the errors that remain. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Makes the attributes and values that vmc does not know unchecked. */
export function keepUnknown(document: Node): KeptDocument {
  const before = schemaErrors(document)
  if (before.length === 0) return { node: document, diagnostics: before }
  const node = new Keeper(before).keep(document)
  const errors = schemaErrors(node)
  const remaining = new Set(errors.map(keyOf))
  const kept = before.filter(one => !remaining.has(keyOf(one)))
  return { node, diagnostics: [...kept.map(asKept), ...errors] }
}

/** The errors of the schema check. */
export const schemaErrors = (node: Node): readonly Diagnostic[] =>
  checkSchema(node).filter(({ severity }) => severity === 'error')

const keyOf = ({ code, message, line, column }: Diagnostic): string =>
  [code, line, column, message].join('\0')

/** The warning for a part that the program keeps. */
export function asKept(one: Diagnostic): Diagnostic {
  const way =
    one.code !== 'VMC1001'
      ? 'unchecked()'
      : one.path.split('/').at(-1)!.startsWith('@')
        ? '.attributes()'
        : '.xml()'
  const help = `the program keeps it unchanged with ${way}`
  return {
    ...one,
    severity: 'warning',
    help: one.help === undefined ? help : `${help}; ${one.help}`,
  }
}

class Keeper {
  readonly #codes: ReadonlyMap<string, string>

  constructor(errors: readonly Diagnostic[]) {
    this.#codes = new Map(errors.map(({ code, line, column }) => [`${line}:${column}`, code]))
  }

  keep(node: Node): Node {
    const fields: Record<string, Slot> = {}
    for (const [key, slot] of Object.entries(node.fields)) {
      const keepOne = (value: Scalar | Node | InvalidValue): Scalar | Node | InvalidValue =>
        isNode(value)
          ? this.keep(value)
          : value instanceof InvalidValue
            ? value
            : this.#unchecked(node, key, value, slot)
      const value = Array.isArray(slot.value)
        ? slot.value.map(keepOne)
        : keepOne(slot.value as Scalar | Node | InvalidValue)
      fields[key] = { ...slot, value }
    }
    return { ...node, fields }
  }

  // A value that is not from a closed list, such as a number that is out of range, is a mistake in any release.
  #unchecked({ element }: Node, key: string, value: Scalar, { origin }: Slot): Scalar | Unchecked {
    const [place] = locationsOf(origin)
    const code = this.#codes.get(`${place?.line}:${place?.column}`)
    const codec = fieldOf(element, key)?.codec
    const text = codec?.print(value) ?? String(value)
    const isKept =
      (code === 'VMC1001' && key.startsWith('@') && isAttributeName(key.slice(1))) ||
      (code === 'VMC1002' && codec?.values !== undefined && !codec.test(text))
    return isKept ? new Unchecked(text, origin) : value
  }
}
