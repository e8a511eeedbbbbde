import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { hasTemplatePlaceholder, TEMPLATE_HELP } from '../diagnostics/template-placeholder.ts'
import type { Codec } from '../schema/core/codec.ts'
import { compile, type FieldConstraint, unknownAttribute } from '../schema/core/compiled.ts'
import type { Element, Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'
import { isStructural } from '../tree/fingerprint.ts'
import {
  InvalidValue,
  isLeftOut,
  isNode,
  type Node,
  type Raw,
  type Scalar,
  type Slot,
  Unchecked,
  valuesOf,
} from '../tree/node.ts'
import { isCall, type Origin } from '../tree/origin.ts'
import { checkChoice, checkNeed, checkTogether } from './groups.ts'
import { mayHavePlaceholder, placeholderIn } from './placeholder.ts'
import {
  isPresent,
  locationOf,
  type Position,
  type Report,
  schemaLocation,
  valueLocation,
} from './position.ts'
import type { Target } from './rule-context.ts'
import {
  reportInvalidValue,
  reportMissing,
  reportPlaceholder,
  reportProblem,
  reportUnknown,
  reportVariant,
} from './schema-findings.ts'
import { isNewer } from './target.ts'
import { decisionsOf, variantOf } from './variant.ts'
import {
  article,
  capital,
  clip,
  codePoint,
  expectation,
  respelling,
  title,
  whenOf,
} from './wording.ts'

/**
 * Checks a domain against the schema, and reports each violation at its own location. If the target is an older libvirt, the
 * check accepts fields that newer releases have removed.
 */
export function checkSchema(root: Node, { libvirt }: Target = {}): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const { invalid } = root
  const report: Report = (code, finding) => {
    // A call with a missing argument is reported only once. All other problems of this call are consequences of the missing
    // argument.
    if (invalid && found.length > 0 && finding.origin === invalid.origin) return
    found.push(diagnose(code, finding))
  }
  visitViolations(root, report, libvirt)
  return found
}

/**
 * Reports each violation of the schema together with its field. If a document contains an unknown element (raw XML) with a
 * misspelt name, the check does not also report the field that the user meant as missing. With `isProgram`, it reports both,
 * because a program writes raw XML on purpose.
 */
export function visitViolations(
  root: Node,
  report: Report,
  libvirt = LIBVIRT_RELEASE,
  isProgram = false,
): void {
  checkNode({ node: root, name: root.element.name }, report, { libvirt, isProgram })
}

interface Mode {
  readonly libvirt: string
  readonly isProgram: boolean
}

function checkNode(position: Position, report: Report, mode: Mode): void {
  const { element, fields, extra } = position.node
  const { discriminators, constraints: constraintsFor } = compile(element)
  const variant = discriminators.length === 0 ? undefined : variantOf(position)
  const constraints = constraintsFor(variant)
  // For a misspelt key, the help suggests the key that the user probably meant. If this key is required, it is not also
  // reported as missing.
  const meant: string[] = extra ? [...keysMeantBy(element, extra, mode)] : []
  let hasOtherVariant = false
  const { invalid } = position.node
  if (invalid?.problem)
    reportProblem(
      {
        ...locationOf(position),
        origin: invalid.origin,
        trail: [],
        subject: { node: position.node, key: undefined },
      },
      invalid.problem,
      report,
    )
  for (const key in fields) {
    const slot = fields[key]!
    const constraint = constraints.fields.get(key)
    if (slot.value instanceof Unchecked) checkUnchecked(position, key, slot, slot.value, report)
    else if (slot.value instanceof InvalidValue && slot.value.problem && !constraint)
      report('VMC1001', {
        ...schemaLocation(position, key, unknownAttribute(key).field, slot.origin),
        ...slot.value.problem,
      })
    else if (!constraint) {
      // The declaration of an unknown namespace is not reported, because the diagnostic for the attribute with its prefix is
      // enough.
      if (!key.startsWith('@xmlns:')) meant.push(reportUnknown(position, key, slot, report) ?? '')
    } else if (constraint.isOtherVariant && !hadField(constraint.field, variant!, mode.libvirt)) {
      reportVariant(position, key, constraint.field, slot, variant!, report)
      hasOtherVariant = true
    } else checkField(position, constraint, slot, report, mode)
  }
  for (const { key, field } of constraints.required) {
    if (
      invalid ||
      (hasOtherVariant && field.in) ||
      meant.includes(key) ||
      isPresent(position.node, key)
    )
      continue
    reportMissing(position, key, field, variant, report)
  }
  for (const choice of constraints.choices) checkChoice(position, choice, report)
  for (const group of element.allOrNone ?? NONE) checkTogether(position, group, report)
  for (const [key, needed] of constraints.requires) checkNeed(position, key, needed, report)
}

const NONE: readonly never[] = []

/** Whether a field was removed in a later release of libvirt, so that the given release still has it. */
function hadField({ removedIn }: Field, variant: string, libvirt: string): boolean {
  const gone = removedIn && lookup(removedIn, variant)
  return gone !== undefined && isNewer(gone, libvirt)
}

// Returns the keys that the user probably meant. The names of unknown elements, which are stored as raw XML, are compared
// with the known keys.
function keysMeantBy(
  { fields }: Element,
  extra: readonly Raw[],
  { isProgram }: Mode,
): readonly string[] {
  return extra.flatMap(({ xml, origin, isText }) => {
    const name = isText ? undefined : /^<([\w.:-]+)/.exec(xml)?.[1]
    if (name === undefined) return []
    const exact = Object.keys(fields).find(key => (fields[key]!.name ?? key) === name)
    if (exact !== undefined || isProgram || isCall(origin)) return exact ?? []
    return nearest(name, Object.keys(fields)) ?? []
  })
}

function checkField(
  position: Position,
  constraint: FieldConstraint,
  slot: Slot,
  report: Report,
  mode: Mode,
): void {
  const { key, field, isSingle } = constraint
  const { value } = slot
  // If a program leaves the values of a list to libvirt, the list contains only a special value for this purpose. The list
  // then counts as empty.
  const count = Array.isArray(value) ? (isLeftOut(value[0]) ? 0 : value.length) : 1
  if (count > 1 && (!field.many || isSingle)) {
    const condition = isSingle ? ` ${whenOf(decisionsOf(position))}` : ''
    report('VMC1007', {
      message: `${title(key, field)} appears ${count} times in <${position.name}>; only one is allowed${condition}`,
      ...schemaLocation(position, key, field, slot.origin),
    })
  }
  if (field.exactCount !== undefined && count > 0 && count !== field.exactCount) {
    report(count > field.exactCount ? 'VMC1007' : 'VMC1003', {
      message: `${title(key, field)} appears ${count} times in <${position.name}>; exactly ${field.exactCount} are required`,
      ...schemaLocation(position, key, field, slot.origin),
    })
  }
  if (Array.isArray(value)) {
    let nth = 0
    for (const one of value as readonly One[])
      checkValue(position, constraint, slot, one, ++nth, report, mode)
  } else checkValue(position, constraint, slot, value as One, 1, report, mode)
}

type One = Scalar | Node | InvalidValue

function checkValue(
  position: Position,
  constraint: FieldConstraint,
  slot: Slot,
  value: One,
  nth: number,
  report: Report,
  mode: Mode,
): void {
  const { key, field } = constraint
  if (value === false && field.acceptsFalse) return
  if (value instanceof Unchecked) checkUnchecked(position, key, slot, value, report)
  else if (value instanceof InvalidValue && value.problem)
    reportProblem(valueLocation(position, key, field, value.origin, nth), value.problem, report)
  else if (value instanceof InvalidValue)
    reportInvalidValue(position, key, field, value.origin, value.value, report, nth)
  else if (isNode(value)) {
    const name = field.name ?? key
    checkNode(
      { node: value, name, key, parent: position, index: field.many ? nth : undefined },
      report,
      mode,
    )
  } else checkScalar(position, constraint, slot, value, nth, report)
}

function checkScalar(
  position: Position,
  constraint: FieldConstraint,
  slot: Slot,
  value: Scalar,
  nth: number,
  report: Report,
): void {
  const { key, field, codec } = constraint
  if (field.kind === 'flag') {
    if (typeof value !== 'boolean')
      reportInvalidValue(position, key, field, slot.origin, value, report)
    return
  }
  const spelled = codec!.print(value)
  if (spelled === undefined) {
    reportInvalidValue(position, key, field, slot.origin, value, report)
    return
  }
  const isValid = codec!.test(spelled)
  // The values of a closed list contain no forbidden characters and no placeholders, so they are not tested for them.
  if (isValid && codec!.values) return
  const placeholder = isCall(slot.origin) ? placeholderIn(spelled, field.name ?? key) : undefined
  if (placeholder !== undefined) {
    reportPlaceholder(position, key, field, slot, spelled, placeholder, report)
    return
  }
  if (UNLIKELY.test(spelled) && UNWRITABLE.test(spelled)) {
    reportUnwritable(position, key, field, slot, spelled, report)
  } else if (!isValid) {
    report('VMC1002', {
      message:
        spelled === ''
          ? `${capital(title(key, field))} of <${position.name}> is empty`
          : `"${clip(spelled)}" is not ${article(key, field)} of <${position.name}>`,
      ...schemaLocation(position, key, field, slot.origin, nth - 1),
      help: invalidHelp(position, constraint, slot.origin, spelled),
      fix: respelling('value', spelled, codec!.values ?? codec!.suggestions),
    })
  }
}

function invalidHelp(
  { node }: Position,
  { field, codec }: FieldConstraint,
  origin: Origin,
  spelled: string,
): string {
  if (!isCall(origin) && hasTemplatePlaceholder(spelled)) return TEMPLATE_HELP
  if (spelled === '' && !field.required) return `leave it out, or write ${codec!.expects}`
  return field.kind === 'text' && node.element.fields.unit && !/\d/.test(spelled)
    ? 'expected a size such as GiB(2), in XML a number with a unit'
    : expectation(codec!, spelled, field.codec!.test(spelled))
}

// An unchecked value is written as it is if XML can contain all its characters. vmc checks the name of a domain even if it is
// unchecked, because vmc also uses the name as a file name.
function checkUnchecked(
  position: Position,
  key: string,
  slot: Slot,
  { value, attributes = {} }: Unchecked,
  report: Report,
): void {
  const field = position.node.element.fields[key] ?? unknownAttribute(key).field
  const isName = key === 'name' && position.parent === undefined
  if (isName && value === undefined) reportMissing(position, key, field, undefined, report)
  if (value === undefined) return
  for (const text of [value, ...Object.values(attributes)])
    if (UNLIKELY.test(text) && UNWRITABLE.test(text))
      reportUnwritable(position, key, field, slot, text, report)
  if (isName && !field.codec!.test(value))
    report('VMC1002', {
      message: `"${clip(value)}" is not ${article(key, field)} of <${position.name}>`,
      ...schemaLocation(position, key, field, slot.origin),
      help: expectation(field.codec!, value, false),
    })
}

function reportUnwritable(
  position: Position,
  key: string,
  field: Field,
  slot: Slot,
  text: string,
  report: Report,
): void {
  report('VMC1006', {
    message: `${title(key, field)} contains a character that XML does not allow: ${codePoint(text, UNWRITABLE)}`,
    ...schemaLocation(position, key, field, slot.origin),
  })
}

/** Whether a value is valid for its codec and contains only characters that XML allows. */
export function isValidValue(codec: Codec, value: Scalar): boolean {
  const spelled = codec.print(value)
  return (
    spelled !== undefined &&
    codec.test(spelled) &&
    !UNLIKELY.test(spelled) &&
    !mayHavePlaceholder(spelled)
  )
}

/**
 * The codecs of a domain's own values, in the order of the fields. Own values, such as names and numbers, differ between
 * domains with the same fingerprint.
 */
export function ownCodecs(root: Node): readonly Codec[] {
  const found: Codec[] = []
  const visit = (position: Position): void => {
    const { node } = position
    const constraints = compile(node.element).constraints(variantOf(position))
    for (const key in node.fields) {
      const { field, codec } = constraints.fields.get(key)!
      for (const value of valuesOf(node.fields[key])) {
        if (isNode(value)) visit({ node: value, name: field.name ?? key, key, parent: position })
        else if (!isStructural(field, value as Scalar, position.parent === undefined))
          found.push(codec!)
      }
    }
  }
  visit({ node: root, name: root.element.name })
  return found
}

// XML 1.0 does not allow most control characters and lone surrogates.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u
// This pattern is faster to test and matches almost no text. It also matches the surrogates of valid pairs, so the exact
// pattern is tested after a match.
const UNLIKELY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/
