import type { Choice } from '../schema/core/element.ts'
import { slotOf } from '../tree/node.ts'
import { fieldLocation, isPresent, type Position, pathOf, type Report } from './position.ts'

/** Fields that exclude each other, and groups of which one is needed. */
export function checkChoice(
  position: Position,
  { groups, required, allowsSeveral }: Choice,
  report: Report,
): void {
  const present = (key: string) => isPresent(position.node, key)
  const taken = groups.filter(group => group.some(present))
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  if (taken.length > 1 && !allowsSeveral) {
    const [first, second] = taken.map(group => group.filter(present)) as [string[], string[]]
    const { origin } = slotOf(position.node, second[0]!)!
    report('VMC1010', {
      message: `${names(first)} and ${names(second)} of <${position.name}> exclude each other`,
      ...fieldLocation(position, second[0]!, position.node.element.fields[second[0]!], origin),
      help: `keep ${groups.map(names).join(' or ')}`,
    })
  } else if (taken.length === 0 && required) {
    report('VMC1003', {
      message: `<${position.name}> lacks ${groups.map(names).join(' or ')}`,
      path: pathOf(position),
      origin: position.node.origin,
      help: `add ${groups.map(names).join(' or ')}`,
    })
  }
}

/** Fields of which all have to be there if one is. */
export function checkTogether(position: Position, group: readonly string[], report: Report): void {
  const given = group.filter(key => isPresent(position.node, key))
  if (given.length === 0 || given.length === group.length) return
  const lacking = group.filter(key => !given.includes(key))
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  report('VMC1003', {
    message: `<${position.name}> lacks ${names(lacking)} beside ${names(given)}`,
    path: pathOf(position),
    origin: slotOf(position.node, given[0]!)!.origin,
    help: `${names(group)} go together`,
  })
}

/** A field that needs another beside it. */
export function checkNeed(position: Position, key: string, needed: string, report: Report): void {
  if (!isPresent(position.node, key) || isPresent(position.node, needed)) return
  report('VMC1003', {
    message: `<${position.name}> lacks "${needed}" beside "${key}"`,
    path: pathOf(position),
    origin: slotOf(position.node, key)!.origin,
    help: `"${key}" stands only where "${needed}" does`,
  })
}
