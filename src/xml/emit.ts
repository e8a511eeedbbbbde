import { namespaces } from '../schema/namespaces.ts'
import { isNode, Misfit, type Node, type Raw, slotOf, valuesOf } from '../tree/node.ts'
import { walk } from '../tree/walk.ts'
import { escapeText, escapeValue } from './escape.ts'
import { formatRaw, prefixesOf } from './raw.ts'

/**
 * A tree as XML: fields in the table's order, two spaces a level, a line end at the end. The bytes are those that
 * xmlbuilder2 would write, but for tabs and line ends in values, which it leaves for readers to lose.
 */
export function emit(root: Node): string {
  const declared = [...prefixesIn(root)]
    .sort()
    .map(prefix => ` xmlns:${prefix}="${namespaces[prefix]}"`)
  return `${emitNode(root, root.element.name, '', declared.join(''))}\n`
}

function emitNode(node: Node, name: string, indent: string, declared: string): string {
  const { fields } = node.element
  const inner = `${indent}  `
  let open = `${indent}<${name}`
  let text = ''
  const lines: string[] = []
  const raws = rawsOf(node)
  const take = (before: string): void => {
    for (const raw of raws?.get(before) ?? []) lines.push(formatRaw(raw, inner))
    raws?.delete(before)
  }
  for (const key in fields) {
    const field = fields[key]!
    const slot = slotOf(node, key)
    if (slot === undefined) continue
    const xmlName = field.name ?? key
    let nth = 0
    for (const value of valuesOf(slot)) {
      nth++
      take(`${key}[${nth}]`)
      if (isNode(value)) lines.push(emitNode(value, xmlName, inner, ''))
      else if (
        value instanceof Misfit ||
        (value === false && (field.kind === 'flag' || field.fills))
      )
        continue
      else if (field.kind === 'flag') lines.push(`${inner}<${xmlName}/>`)
      else {
        const spelled = field.codec!.print(value) ?? ''
        if (field.kind === 'attribute') open += ` ${xmlName}="${escapeValue(spelled)}"`
        else if (field.kind === 'text') text = escapeText(spelled)
        else
          lines.push(
            spelled === ''
              ? `${inner}<${xmlName}/>`
              : `${inner}<${xmlName}>${escapeText(spelled)}</${xmlName}>`,
          )
      }
    }
  }
  open += declared
  // The end is also the place of what stood in front of something that is gone.
  for (const before of raws?.keys() ?? []) take(before)
  if (lines.length === 0) return text === '' ? `${open}/>` : `${open}>${text}</${name}>`
  return `${open}>${text}\n${lines.join('\n')}\n${indent}</${name}>`
}

// The raw parts of an element by what they stand in front of; blank ones say nothing.
function rawsOf(node: Node): Map<string, Raw[]> | undefined {
  if (!node.extra) return undefined
  const raws = new Map<string, Raw[]>()
  for (const raw of node.extra) {
    const before = raw.before ?? ''
    const beside = raws.get(before)
    if (raw.xml.trim() === '') continue
    if (beside) beside.push(raw)
    else raws.set(before, [raw])
  }
  return raws
}

// The hypervisors' own prefixes are declared once, on the outermost element, if anything uses them.
function prefixesIn(root: Node): ReadonlySet<string> {
  const found = new Set<string>(prefixOf(root.element.name))
  walk(root, ({ element, fields, extra }) => {
    for (const raw of extra ?? []) for (const prefix of prefixesOf(raw)) found.add(prefix)
    for (const key in fields)
      for (const prefix of prefixOf(element.fields[key]?.name)) found.add(prefix)
  })
  return found
}

// The prefix of a hypervisor's own name; most names have none.
function prefixOf(name: string | undefined): readonly string[] {
  const colon = name?.indexOf(':') ?? -1
  return colon < 0
    ? []
    : [name!.slice(0, colon)].filter(prefix => Object.hasOwn(namespaces, prefix))
}
