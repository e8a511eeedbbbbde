import type { Choice } from '../schema/element.ts'
import { slotOf } from '../tree/node.ts'
import { at, type Here, isPresent, pathOf, type Report } from './here.ts'

/** Fields that exclude each other, and groups of which one is needed. */
export function checkChoice(
  here: Here,
  { groups, required, together }: Choice,
  report: Report,
): void {
  const present = (key: string) => isPresent(here.node, key)
  const taken = groups.filter(group => group.some(present))
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  if (taken.length > 1 && !together) {
    const [first, second] = taken.map(group => group.filter(present)) as [string[], string[]]
    const { origin } = slotOf(here.node, second[0]!)!
    report('VMC1010', {
      message: `${names(first)} and ${names(second)} of <${here.name}> exclude each other`,
      ...at(here, second[0]!, here.node.element.fields[second[0]!], origin),
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

/** Fields of which all have to be there if one is. */
export function checkTogether(here: Here, group: readonly string[], report: Report): void {
  const given = group.filter(key => isPresent(here.node, key))
  if (given.length === 0 || given.length === group.length) return
  const lacking = group.filter(key => !given.includes(key))
  const names = (keys: readonly string[]) => keys.map(key => `"${key}"`).join(' and ')
  report('VMC1003', {
    message: `<${here.name}> lacks ${names(lacking)} beside ${names(given)}`,
    path: pathOf(here),
    origin: slotOf(here.node, given[0]!)!.origin,
    help: `${names(group)} go together`,
  })
}

/** A field that needs another beside it. */
export function checkNeed(here: Here, key: string, needed: string, report: Report): void {
  if (!isPresent(here.node, key) || isPresent(here.node, needed)) return
  report('VMC1003', {
    message: `<${here.name}> lacks "${needed}" beside "${key}"`,
    path: pathOf(here),
    origin: slotOf(here.node, key)!.origin,
    help: `"${key}" stands only where "${needed}" does`,
  })
}
