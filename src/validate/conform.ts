import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose, type Finding } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Field } from '../schema/element.ts'
import {
  isNode,
  Misfit,
  type Node,
  type Scalar,
  type Slot,
  slotOf,
  valuesOf,
} from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { fieldPath, type Here, pathOf } from './here.ts'

type Report = (code: Code, finding: Finding) => void

/** Does a domain conform to the schema? Everything that does not is reported, each at the place where it was written. */
export function conform(root: Node): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  checkNode({ node: root, name: root.element.name }, (code, finding) =>
    found.push(diagnose(code, finding)),
  )
  return found
}

function checkNode(here: Here, report: Report): void {
  const { element, fields } = here.node
  const variant = variantOf(here)
  let strays = false
  const meant = new Set<string>()
  for (const key in fields) {
    const slot = fields[key]!
    const field = Object.hasOwn(element.fields, key) ? element.fields[key]! : undefined
    if (!field) meant.add(reportUnknown(here, key, slot, report) ?? '')
    else if (variant && isAway(field, variant)) {
      reportVariant(here, key, field, slot, variant, report)
      strays = true
    } else checkField(here, key, field, slot, report)
  }
  for (const key in element.fields) {
    const field = element.fields[key]!
    // A misspelt part, or one of another variant, was most likely meant for the one that is missing; its help says so.
    if ((strays && field.in) || meant.has(key)) continue
    if (field.required && isDue(field, variant) && slotOf(here.node, key) === undefined) {
      reportMissing(here, key, field, variant, report)
    }
  }
}

function checkField(here: Here, key: string, field: Field, slot: Slot, report: Report): void {
  const values = valuesOf(slot)
  if (!field.many && values.length > 1) {
    report('VMC1007', {
      message: `${title(key, field)} stands ${values.length} times in <${here.name}>, which takes one`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      key,
    })
  }
  for (const [index, value] of values.entries()) {
    if (value === false && field.fills) continue
    if (value instanceof Misfit) reportMisfit(here, key, field, value.origin, value.value, report)
    else if (isNode(value)) {
      const name = field.name ?? key
      checkNode({ node: value, name, up: here, ...(field.many && { index: index + 1 }) }, report)
    } else checkScalar(here, key, field, slot, value, report)
  }
}

function checkScalar(
  here: Here,
  key: string,
  field: Field,
  slot: Slot,
  value: Scalar,
  report: Report,
): void {
  if (field.kind === 'flag') {
    if (typeof value !== 'boolean') reportMisfit(here, key, field, slot.origin, value, report)
    return
  }
  const spelled = field.codec!.print(value)
  if (spelled === undefined) reportMisfit(here, key, field, slot.origin, value, report)
  else if (UNWRITABLE.test(spelled)) {
    report('VMC1006', {
      message: `${title(key, field)} holds a character that XML cannot hold: ${codePoint(spelled)}`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      key,
    })
  } else if (!field.codec!.test(spelled)) {
    report('VMC1002', {
      message: `"${clip(spelled)}" is not ${article(key, field)} of <${here.name}>`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      key,
      help: expectation(field, spelled),
    })
  }
}

// What a person may write in XML 1.0 leaves out most control characters and lone surrogates.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

function codePoint(text: string): string {
  const found = UNWRITABLE.exec(text)![0].codePointAt(0)!
  return `U+${found.toString(16).toUpperCase().padStart(4, '0')}`
}

function expectation(field: Field, spelled: string): string {
  const { values, expects } = field.codec!
  const near = values && nearest(spelled, values)
  if (!values) return `expected ${expects}`
  const list = `${values.length === 1 ? '' : 'one of '}${values.join(', ')}`
  return near === undefined ? `expected ${list}` : `did you mean "${near}"? ${capital(list)}`
}

// A reader marks an unknown attribute with "@"; in a program it cannot be told from an element.
function reportUnknown(here: Here, key: string, slot: Slot, report: Report): string | undefined {
  const isAttribute = key.startsWith('@')
  const name = isAttribute ? key.slice(1) : key
  const known = Object.entries(here.node.element.fields)
    .filter(([, field]) => !field.runtime && (!isAttribute || field.kind === 'attribute'))
    .map(([known]) => known)
  const near = nearest(name, known)
  report('VMC1001', {
    message: `<${here.name}> has no ${isAttribute ? 'attribute' : 'element or attribute'} "${clip(name)}"`,
    path: `${pathOf(here)}/${key}`,
    origin: slot.origin,
    key,
    help:
      near !== undefined
        ? `did you mean "${near}"?`
        : (belongsTo(name, here) ?? `<${here.name}> takes ${known.join(', ') || 'none'}`),
  })
  return near
}

// A key that belongs to an element above or below this one was most likely put one brace too deep or too high.
function belongsTo(key: string, here: Here): string | undefined {
  if (here.up && Object.hasOwn(here.up.node.element.fields, key))
    return `"${key}" belongs one level up, to <${here.up.name}>`
  for (const [name, field] of Object.entries(here.node.element.fields)) {
    if (field.kind !== 'child' || typeof field.element === 'function') continue
    if (Object.hasOwn(field.element!.fields, key)) return `"${key}" belongs to <${name}>`
  }
  return undefined
}

function reportMissing(
  here: Here,
  key: string,
  field: Field,
  variant: Variant | undefined,
  report: Report,
): void {
  const why = field.in && variant ? ` when ${variant.attribute} is "${variant.value}"` : ''
  report('VMC1003', {
    message: `<${here.name}> lacks ${field.kind === 'text' ? 'its text' : `its ${title(key, field)}`}${why}`,
    path: fieldPath(here, key, field),
    origin: here.node.origin,
    help: field.codec ? `expected ${field.codec.expects}` : `add ${key}`,
  })
}

function reportVariant(
  here: Here,
  key: string,
  field: Field,
  slot: Slot,
  variant: Variant,
  report: Report,
): void {
  const instead = Object.entries(here.node.element.fields).find(
    ([, other]) => other.required && other.in?.includes(variant.value),
  )
  report('VMC1004', {
    message: `"${key}" belongs to <${variant.owner}> with ${variant.attribute} ${list(field.in!)}; this one has ${variant.attribute} "${clip(variant.value)}"`,
    path: fieldPath(here, key, field),
    origin: slot.origin,
    key,
    help: instead && `with ${variant.attribute} "${variant.value}" it is "${instead[0]}"`,
  })
}

function reportMisfit(
  here: Here,
  key: string,
  field: Field,
  origin: Origin,
  value: unknown,
  report: Report,
): void {
  report('VMC1005', {
    message: `${capital(title(key, field))} of <${here.name}> cannot be ${describe(value)}`,
    path: fieldPath(here, key, field),
    origin,
    key,
    help: `expected ${expected(field)}`,
  })
}

function expected(field: Field): string {
  if (field.kind === 'flag') return 'true or false'
  if (field.codec) return field.codec.expects
  const keys = Object.keys(
    (typeof field.element === 'function' ? field.element() : field.element!).fields,
  )
  return `an object with ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ' …' : ''}`
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name
    return name === undefined || name === 'Object' ? 'an object' : `a ${name}`
  }
  return typeof value === 'string'
    ? `the text "${clip(value)}"`
    : `${typeof value === 'function' ? 'a function' : `the ${typeof value} ${String(value)}`}`
}

/** Which variant of an element this is, and which attribute decides it. */
interface Variant {
  readonly value: string
  readonly attribute: string
  readonly owner: string
}

function variantOf(here: Here): Variant | undefined {
  const { by } = here.node.element
  if (by === undefined) return undefined
  const steps = by.split('/')
  let owner = here
  for (const step of steps) if (step === '..' && owner.up) owner = owner.up
  const attribute = steps.at(-1)!
  const field = owner.node.element.fields[attribute]
  const value = field?.codec?.print(slotOf(owner.node, attribute)?.value ?? field.default)
  // A discriminator that is wrong or missing is told once, by itself; what hangs on it is not told again.
  if (value === undefined || !field?.codec?.test(value)) return undefined
  return { value, attribute, owner: owner.name }
}

const isAway = (field: Field, variant: Variant): boolean =>
  field.in !== undefined && !field.in.includes(variant.value)

const isDue = (field: Field, variant: Variant | undefined): boolean =>
  field.in === undefined || (variant !== undefined && field.in.includes(variant.value))

const title = (key: string, field: Field): string =>
  field.kind === 'attribute'
    ? `attribute "${field.name ?? key}"`
    : field.kind === 'text'
      ? 'text'
      : `<${field.name ?? key}>`

function article(key: string, field: Field): string {
  if (field.kind === 'text') return 'a right text'
  const name = field.kind === 'attribute' ? (field.name ?? key) : `<${field.name ?? key}>`
  return /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`
}

const list = (words: readonly string[]): string => words.map(word => `"${word}"`).join(' or ')
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Long texts are shown by their beginning. */
const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
