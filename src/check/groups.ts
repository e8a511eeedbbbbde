import type { Choice } from '../schema/core/element.ts'
import { slotOf, Unchecked, valuesOf } from '../tree/node.ts'
import { isPresent, type Position, pathOf, type Report, schemaLocation } from './position.ts'

/**
 * Reports an element that has fields from two groups that exclude each other. If the element requires a field from one of the
 * groups, also reports an element that has none of these fields.
 */
export function checkChoice(
  position: Position,
  { groups, required, allowsSeveral }: Choice,
  report: Report,
): void {
  const present = (key: string) => isChecked(position, key)
  const taken = groups.filter(group => group.some(present))
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  const choices = () => groups.map(names).join(' or ')
  if (taken.length > 1 && !allowsSeveral) {
    const [first, second] = taken.map(group => group.filter(present)) as [string[], string[]]
    const { origin } = slotOf(position.node, second[0]!)!
    report('VMC1010', {
      message: `${names(first)} and ${names(second)} of <${position.name}> exclude each other`,
      ...schemaLocation(position, second[0]!, position.node.element.fields[second[0]!], origin),
      help: `keep only ${choices()}`,
    })
  } else if (required && !groups.flat().some(key => isPresent(position.node, key))) {
    report('VMC1003', {
      message: `<${position.name}> is missing ${choices()}`,
      path: pathOf(position),
      origin: position.node.origin,
      help: `add ${choices()}`,
      subject: { node: position.node, key: groups.flat().find(key => codecOf(position, key)) },
    })
  }
}

/** Reports a group of fields in which only some are set, although either all or none of them must be set. */
export function checkTogether(position: Position, group: readonly string[], report: Report): void {
  const given = group.filter(key => isPresent(position.node, key))
  if (given.length === 0 || given.length === group.length) return
  if (!given.every(key => isChecked(position, key))) return
  const missing = group.filter(key => !given.includes(key))
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  report('VMC1003', {
    message: `<${position.name}> has ${names(given)} but not ${names(missing)}`,
    path: pathOf(position),
    origin: slotOf(position.node, given[0]!)!.origin,
    help: `set all of ${names(group)}, or none of them`,
    subject: { node: position.node, key: given[0] },
  })
}

/** Reports a field if another field that it requires is missing. */
export function checkNeed(position: Position, key: string, needed: string, report: Report): void {
  if (!isChecked(position, key) || isPresent(position.node, needed)) return
  report('VMC1003', {
    message: `<${position.name}> has "${key}" but not "${needed}"`,
    path: pathOf(position),
    origin: slotOf(position.node, key)!.origin,
    help: `add "${needed}", which "${key}" requires`,
    subject: { node: position.node, key },
  })
}

// A field with an unchecked value is not checked together with other fields. So a program can write a combination of fields
// that vmc does not know yet.
const isChecked = (position: Position, key: string): boolean =>
  isPresent(position.node, key) &&
  !valuesOf(slotOf(position.node, key)).some(value => value instanceof Unchecked)

const codecOf = ({ node }: Position, key: string) => node.element.fields[key]?.codec
