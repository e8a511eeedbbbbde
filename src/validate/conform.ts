import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Element, Field } from '../schema/element.ts'
import { isNode, Misfit, type Node, type Scalar, type Slot, valuesOf } from '../tree/node.ts'
import { reportMisfit, reportMissing, reportUnknown, reportVariant } from './findings.ts'
import { checkChoice, checkNeed, checkTogether } from './groups.ts'
import { at, type Here, isPresent, type Report } from './here.ts'
import { isAmong, isAway, isDue, type Variant, variantOf } from './variant.ts'
import { article, clip, codePoint, expectation, title, whenOf } from './wording.ts'

/** Does a domain conform to the schema? Everything that does not is reported, each at the place where it was written. */
export function conform(root: Node): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const report: Report = (code, finding) => found.push(diagnose(code, finding))
  checkNode({ node: root, name: root.element.name }, report)
  return found
}

function checkNode(here: Here, report: Report): void {
  const { element, fields } = here.node
  const variant = variantOf(here)
  let strays = false
  const meant = strangersOf(here.node)
  for (const key in fields) {
    const slot = fields[key]!
    const field = Object.hasOwn(element.fields, key) ? element.fields[key]! : undefined
    if (!field) meant.push(reportUnknown(here, key, slot, report) ?? '')
    else if (variant && isAway(field, variant)) {
      reportVariant(here, key, field, slot, variant, report)
      strays = true
    } else checkField(here, key, field, slot, variant, report)
  }
  for (const [key, field] of requiredOf(element)) {
    // A misspelt part, or one of another variant, was most likely meant for the one that is missing; its help says so.
    if ((strays && field.in) || meant.includes(key)) continue
    if (isDue(field, variant) && !isPresent(here.node, key)) {
      reportMissing(here, key, field, variant, report)
    }
  }
  for (const choice of element.choices ?? NONE) {
    if (!choice.in || (variant && isAmong(variant, choice.in))) checkChoice(here, choice, report)
  }
  for (const group of element.together ?? NONE) checkTogether(here, group, report)
  for (const key in element.needs) {
    const needed = element.needs[key]!
    // What this variant does not have, nothing in it can need.
    if (!variant || !isAway(element.fields[needed]!, variant)) checkNeed(here, key, needed, report)
  }
}

const NONE: readonly never[] = []

// Most fields are never required, and every node of an element asks for the same ones.
const required = new WeakMap<Element, readonly (readonly [string, Field])[]>()

function requiredOf(element: Element): readonly (readonly [string, Field])[] {
  const before = required.get(element)
  if (before) return before
  const found = Object.entries(element.fields).filter(([, field]) => field.required !== false)
  required.set(element, found)
  return found
}

// Elements that a reader kept raw because it did not know them, by the name each was most likely meant to have.
function strangersOf({ element, extra = NONE }: Node): string[] {
  return extra.flatMap(({ xml }) => {
    const name = /^<([\w.-]+)/.exec(xml)?.[1]
    return (name && nearest(name, Object.keys(element.fields))) ?? []
  })
}

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
      ...at(here, key, field, slot.origin),
    })
  }
  if (field.times !== undefined && values.length > 0 && values.length !== field.times) {
    report(values.length > field.times ? 'VMC1007' : 'VMC1003', {
      message: `${title(key, field)} stands ${values.length} times in <${here.name}>, which takes ${field.times}`,
      ...at(here, key, field, slot.origin),
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
      message: `${title(key, field)} holds a character that XML cannot hold: ${codePoint(spelled, UNWRITABLE)}`,
      ...at(here, key, field, slot.origin),
    })
  } else if (!codec.test(spelled)) {
    report('VMC1002', {
      message: `"${clip(spelled)}" is not ${article(key, field)} of <${here.name}>`,
      ...at(here, key, field, slot.origin),
      help: expectation(codec, spelled),
    })
  }
}

// What a person may write in XML 1.0 leaves out most control characters and lone surrogates.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u
