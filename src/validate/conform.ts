import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose, type Finding } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Codec } from '../schema/codec.ts'
import type { Choice, Field } from '../schema/element.ts'
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
import { fieldPath, type Here, pathOf, trailOf } from './here.ts'
import { isAmong, obstacle, type Variant, variantOf } from './variant.ts'

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
  const meant = new Set(strangersOf(here.node))
  for (const key in fields) {
    const slot = fields[key]!
    const field = Object.hasOwn(element.fields, key) ? element.fields[key]! : undefined
    if (!field) meant.add(reportUnknown(here, key, slot, report) ?? '')
    else if (variant && isAway(field, variant)) {
      reportVariant(here, key, field, slot, variant, report)
      strays = true
    } else checkField(here, key, field, slot, variant, report)
  }
  for (const key in element.fields) {
    const field = element.fields[key]!
    // A misspelt part, or one of another variant, was most likely meant for the one that is missing; its help says so.
    if ((strays && field.in) || meant.has(key)) continue
    if (isDue(field, variant) && !isPresent(here.node, key)) {
      reportMissing(here, key, field, variant, report)
    }
  }
  for (const choice of element.choices ?? [])
    if (!choice.in || (variant && isAmong(variant, choice.in))) checkChoice(here, choice, report)
  for (const group of element.together ?? []) checkTogether(here, group, report)
  for (const key in element.needs) {
    const needed = element.needs[key]!
    // What this variant does not have, nothing in it can need.
    if (!variant || !isAway(element.fields[needed]!, variant)) checkNeed(here, key, needed, report)
  }
}

// Elements that a reader kept raw because it did not know them, by the name each was most likely meant to have.
function strangersOf({ element, extra = [] }: Node): readonly string[] {
  return extra.flatMap(({ xml }) => {
    const name = /^<([\w.-]+)/.exec(xml)?.[1]
    return (name && nearest(name, Object.keys(element.fields))) ?? []
  })
}

// A flag that is off, an empty list and a field left to libvirt stand nowhere in the XML.
const isPresent = (node: Node, key: string): boolean =>
  valuesOf(slotOf(node, key)).some(value => value !== false || node.element.fields[key]?.codec)

function checkField(
  here: Here,
  key: string,
  field: Field,
  slot: Slot,
  variant: Variant | undefined,
  report: Report,
): void {
  const values = valuesOf(slot)
  const once = field.onceIn && variant && isAmong(variant, field.onceIn)
  if ((!field.many || once) && values.length > 1) {
    const why = once ? ` ${whenOf(variant)}` : ''
    report('VMC1007', {
      message: `${title(key, field)} stands ${values.length} times in <${here.name}>, which takes one${why}`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      trail: trailOf(here, key, slot.origin),
    })
  }
  if (field.times !== undefined && values.length > 0 && values.length !== field.times) {
    report(values.length > field.times ? 'VMC1007' : 'VMC1003', {
      message: `${title(key, field)} stands ${values.length} times in <${here.name}>, which takes ${field.times}`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      trail: trailOf(here, key, slot.origin),
    })
  }
  for (const [index, value] of values.entries()) {
    if (value === false && field.fills) continue
    if (value instanceof Misfit)
      reportMisfit(here, key, field, value.origin, value.value, report, index + 1)
    else if (isNode(value)) {
      const name = field.name ?? key
      const nth = field.many && { index: index + 1 }
      checkNode({ node: value, name, key, up: here, ...nth }, report)
    } else checkScalar(here, key, field, slot, value, variant, report)
  }
}

function checkScalar(
  here: Here,
  key: string,
  field: Field,
  slot: Slot,
  value: Scalar,
  variant: Variant | undefined,
  report: Report,
): void {
  if (field.kind === 'flag') {
    if (typeof value !== 'boolean') reportMisfit(here, key, field, slot.origin, value, report)
    return
  }
  const codec = (variant && field.codec!.in?.(variant.value)) ?? field.codec!
  const spelled = codec.print(value)
  if (spelled === undefined) reportMisfit(here, key, field, slot.origin, value, report)
  else if (UNWRITABLE.test(spelled)) {
    report('VMC1006', {
      message: `${title(key, field)} holds a character that XML cannot hold: ${codePoint(spelled)}`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      trail: trailOf(here, key, slot.origin),
    })
  } else if (!codec.test(spelled)) {
    report('VMC1002', {
      message: `"${clip(spelled)}" is not ${article(key, field)} of <${here.name}>`,
      path: fieldPath(here, key, field),
      origin: slot.origin,
      trail: trailOf(here, key, slot.origin),
      help: expectation(codec, spelled),
    })
  }
}

// What a person may write in XML 1.0 leaves out most control characters and lone surrogates.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

function codePoint(text: string): string {
  const found = UNWRITABLE.exec(text)![0].codePointAt(0)!
  return `U+${found.toString(16).toUpperCase().padStart(4, '0')}`
}

function expectation({ values, expects }: Codec, spelled: string): string {
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
    trail: trailOf(here, key, slot.origin),
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
  const why = typeof field.required === 'boolean' || !variant ? '' : ` ${whenOf(variant)}`
  const codec = (variant && field.codec?.in?.(variant.value)) ?? field.codec
  report('VMC1003', {
    message: `<${here.name}> lacks ${field.kind === 'text' ? 'its text' : `its ${title(key, field)}`}${why}`,
    path: fieldPath(here, key, field),
    origin: here.node.origin,
    trail: trailOf(here, '', here.node.origin).slice(0, -1),
    help: codec ? `expected ${codec.expects}` : `add ${key}`,
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
  const { decision, wanted } = obstacle(variant, field.in!)
  const fields = Object.entries(here.node.element.fields)
  const needed = fields.find(
    ([name, { required }]) =>
      Array.isArray(required) && isAmong(variant, required) && !isPresent(here.node, name),
  )
  // What comes first in one variant stands for what comes first in another: a source's `file` for its `dev`.
  const firstIn = (value: string) =>
    fields.find(
      ([, other]) =>
        other.kind === field.kind && other.in && isAmong({ value, decisions: [] }, other.in),
    )
  const instead = needed ?? (firstIn(field.in![0]!)?.[0] === key && firstIn(variant.value))
  report('VMC1004', {
    message: `"${key}" belongs to <${decision.owner}> with ${decision.attribute} ${list(wanted)}; this one has ${decision.attribute} "${clip(decision.value)}"`,
    path: fieldPath(here, key, field),
    origin: slot.origin,
    trail: trailOf(here, key, slot.origin),
    help: instead
      ? `with ${decision.attribute} "${decision.value}" it is "${instead[0]}"`
      : undefined,
  })
}

// Fields that exclude each other, and groups of which one is needed.
function checkChoice(here: Here, { groups, required, together }: Choice, report: Report): void {
  const given = groups.map(group => group.filter(key => isPresent(here.node, key)))
  const taken = given.filter(keys => keys.length > 0)
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  if (taken.length > 1 && !together) {
    const [first, second] = taken as [string[], string[]]
    const { origin } = slotOf(here.node, second[0]!)!
    report('VMC1010', {
      message: `${names(first)} and ${names(second)} of <${here.name}> exclude each other`,
      path: fieldPath(here, second[0]!, here.node.element.fields[second[0]!]),
      origin,
      trail: trailOf(here, second[0]!, origin),
      help: `keep ${groups.map(names).join(' or ')}`,
    })
  } else if (taken.length === 0 && required) {
    report('VMC1003', {
      message: `<${here.name}> lacks ${groups.map(names).join(' or ')}`,
      path: pathOf(here),
      origin: here.node.origin,
      help: `add ${groups.map(names).join(' or ')}`,
    })
  }
}

function checkTogether(here: Here, group: readonly string[], report: Report): void {
  const lacking = group.filter(key => !isPresent(here.node, key))
  const given = group.filter(key => isPresent(here.node, key))
  if (lacking.length === 0 || given.length === 0) return
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  report('VMC1003', {
    message: `<${here.name}> lacks ${names(lacking)} beside ${names(given)}`,
    path: pathOf(here),
    origin: slotOf(here.node, given[0]!)!.origin,
    help: `${names(group)} go together`,
  })
}

function checkNeed(here: Here, key: string, needed: string, report: Report): void {
  if (!isPresent(here.node, key) || isPresent(here.node, needed)) return
  report('VMC1003', {
    message: `<${here.name}> lacks "${needed}" beside "${key}"`,
    path: pathOf(here),
    origin: slotOf(here.node, key)!.origin,
    help: `"${key}" stands only where "${needed}" does`,
  })
}

function reportMisfit(
  here: Here,
  key: string,
  field: Field,
  origin: Origin,
  value: unknown,
  report: Report,
  nth?: number,
): void {
  report('VMC1005', {
    message: `${capital(title(key, field))} of <${here.name}> cannot be ${describe(value)}`,
    path: `${fieldPath(here, key, field)}${field.many && nth ? `[${nth}]` : ''}`,
    origin,
    trail: trailOf(here, key, origin),
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

function whenOf({ decisions }: Variant): string {
  const { attribute, value } = decisions.at(-1)!
  return `when ${attribute} is "${value}"`
}

const isAway = (field: Field, variant: Variant): boolean =>
  field.in !== undefined && !isAmong(variant, field.in)

const isDue = ({ required }: Field, variant: Variant | undefined): boolean =>
  typeof required === 'boolean' ? required : variant !== undefined && isAmong(variant, required)

const title = (key: string, field: Field): string =>
  field.kind === 'attribute'
    ? `attribute "${field.name ?? key}"`
    : field.kind === 'text'
      ? 'text'
      : `<${field.name ?? key}>`

function article(key: string, field: Field): string {
  if (field.kind === 'text') return 'a right text'
  const name = field.kind === 'attribute' ? (field.name ?? key) : `<${field.name ?? key}>`
  return /^<?[aeio]/.test(name) ? `an ${name}` : `a ${name}`
}

const list = (words: readonly string[]): string => words.map(word => `"${word}"`).join(' or ')
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Long texts are shown by their beginning. */
const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
