import { unknownNameHelp } from '../diagnostics/unknown-word.ts'
import { includesVariant } from '../schema/core/compiled.ts'
import type { Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Problem, Slot } from '../tree/node.ts'
import { isCall, type Origin } from '../tree/origin.ts'
import {
  fieldPath,
  isPresent,
  type Position,
  pathOf,
  type Report,
  type SchemaFinding,
  schemaLocation,
  stepsTo,
  trailOf,
  valueLocation,
} from './position.ts'
import { decisionsOf, obstacle } from './variant.ts'
import { capital, clip, describe, expected, list, title, whenOf } from './wording.ts'
import { writtenAs } from './written-as.ts'

/** Reports a key that the element does not have, and returns the key that the user most likely meant. */
// The XML reader marks an unknown attribute with "@". In a program, an unknown key may be an attribute or an element.
export function reportUnknown(
  position: Position,
  key: string,
  slot: Slot,
  report: Report,
): string | undefined {
  const isAttribute = key.startsWith('@')
  const name = isAttribute ? key.slice(1) : key
  const known = Object.entries(position.node.element.fields)
    .filter(([, field]) => !isAttribute || field.kind === 'attribute')
    .map(([known]) => known)
  const kind = isAttribute ? 'attribute' : undefined
  const value = typeof slot.value === 'string' ? slot.value : undefined
  const { help, meant, typoOf } = unknownNameHelp(name, known, stepsTo(position), kind, { value })
  report('VMC1001', {
    message: `<${position.name}> has no ${isAttribute ? 'attribute' : 'element or attribute'} "${clip(name)}"`,
    path: `${pathOf(position)}/${key}`,
    origin: slot.origin,
    trail: trailOf(position, key, slot.origin),
    help,
    fix: typoOf === undefined ? undefined : { kind: 'name', from: name, to: typoOf },
    subject: { node: position.node, key },
  })
  return meant
}

/** Reports a required field that is missing. */
export function reportMissing(
  position: Position,
  key: string,
  field: Field,
  variant: string | undefined,
  report: Report,
): void {
  const condition =
    typeof field.required === 'boolean' || variant === undefined
      ? ''
      : `, which is required ${whenOf(decisionsOf(position))}`
  const codec =
    (variant === undefined ? undefined : field.codec?.forVariant?.(variant)) ?? field.codec
  const { origin, element } = position.node
  const isSize = field.kind === 'text' && element.fields.unit !== undefined && isCall(origin)
  report('VMC1003', {
    message: `<${position.name}> ${field.kind === 'text' ? 'has no value' : `is missing ${title(key, field)}`}${condition}`,
    path: fieldPath(position, key, field),
    origin: position.node.origin,
    trail: trailOf(position, '', position.node.origin).slice(0, -1),
    help: isSize
      ? 'expected a size such as GiB(2)'
      : codec
        ? `expected ${codec.expects}`
        : `add ${key}`,
    subject: { node: position.node, key },
  })
}

/** Reports a problem that a builder call found in its arguments. */
export function reportProblem(
  location: Omit<SchemaFinding, 'message'>,
  { kind, message, help }: Problem,
  report: Report,
): void {
  report(kind === undefined ? 'VMC1007' : PROBLEM_CODES[kind], { ...location, message, help })
}

const PROBLEM_CODES = { missing: 'VMC1075', value: 'VMC1002', unit: 'VMC1076' } as const

/** Reports a text that contains a word such as "undefined", which JavaScript writes for a missing value. */
export function reportPlaceholder(
  position: Position,
  key: string,
  field: Field,
  slot: Slot,
  text: string,
  word: string,
  report: Report,
): void {
  const isWhole = text === word
  report('VMC1075', {
    message: isWhole
      ? `${capital(title(key, field))} of <${position.name}> is "${word}"`
      : `"${clip(text.replace(/\s+/g, ' '))}" contains "${word}"`,
    ...schemaLocation(position, key, field, slot.origin),
    help: [
      placeholderHelp(word, text),
      `if the text "${word}" is intended, write unchecked("…")`,
    ].join('; '),
  })
}

const placeholderHelp = (word: string, text: string): string =>
  word.startsWith('$')
    ? `a text with a value in it needs backticks: \`${clip(text)}\``
    : `JavaScript writes "${word}" for a value that ${lookup(WORD_HELP, word) ?? `is ${word.startsWith('<') ? 'a builder' : 'an object'}, not a text`}`

const WORD_HELP: Readonly<Record<string, string>> = {
  undefined: 'does not exist',
  null: 'does not exist',
  NaN: 'is not a number',
}

/** Reports a field that belongs to another variant of the element. */
export function reportVariant(
  position: Position,
  key: string,
  field: Field,
  slot: Slot,
  variant: string,
  report: Report,
): void {
  const { decision, wanted } = obstacle(decisionsOf(position), field.in!)
  const fields = Object.entries(position.node.element.fields)
  const needed = fields.find(
    ([name, { required }]) =>
      Array.isArray(required) &&
      includesVariant(required, variant) &&
      !isPresent(position.node, name),
  )
  // To suggest a field of another variant, the first field of one variant is assumed to correspond to the first field of the
  // other variant. For example, `file` corresponds to `dev` in the source of a disk.
  const firstIn = (value: string) =>
    fields.find(
      ([, other]) => other.kind === field.kind && other.in && includesVariant(other.in, value),
    )
  const own = firstIn(variant)
  const isOnlyOwn = own?.[1].in?.length === 1 && own[0] !== decision.attribute
  const instead = needed ?? ((isOnlyOwn || firstIn(field.in![0]!)?.[0] === key) && own)
  report('VMC1004', {
    message: `"${key}" belongs to <${decision.owner}> with ${decision.attribute} ${list(wanted)}; this one has ${decision.attribute} "${clip(decision.value)}"`,
    ...schemaLocation(position, key, field, slot.origin),
    help: instead
      ? `with ${decision.attribute} "${decision.value}", use "${instead[0]}"`
      : `leave it out, or change ${decision.attribute}`,
  })
}

/** Reports a value whose type the field does not accept. */
export function reportInvalidValue(
  position: Position,
  key: string,
  field: Field,
  origin: Origin,
  value: unknown,
  report: Report,
  nth?: number,
): void {
  const isMissing = value === undefined || value === null
  const expectation = writtenAs(key, field, value) ?? `expected ${expected(field)}`
  report(isMissing ? 'VMC1075' : 'VMC1005', {
    message: isMissing
      ? `${capital(title(key, field))} of <${position.name}> has no value`
      : `${capital(title(key, field))} of <${position.name}> cannot be ${describe(value)}`,
    ...valueLocation(position, key, field, origin, nth),
    help: isMissing
      ? `${expectation}; check that the property or environment variable exists`
      : expectation,
  })
}
