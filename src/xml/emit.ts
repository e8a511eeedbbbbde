import { namespaces } from '../schema/namespaces.ts'
import { isNode, Misfit, type Node, type Raw, slotOf, valuesOf } from '../tree/node.ts'
import { escapeText, escapeValue } from './escape.ts'
import { formatRaw, prefixesOf } from './raw.ts'

/** What to write beside what a definition holds. */
export interface EmitOptions {
  /** Write what libvirt sets while a domain runs too, such as its `id`. */
  readonly runtime?: boolean
}

/**
 * A tree as XML: fields in the table's order, two spaces a level, a line end at the end. The bytes are those that
 * xmlbuilder2 would write, but for tabs and line ends in values, which it leaves for readers to lose.
 */
export function emit(root: Node, options: EmitOptions = {}): string {
  const declared = [...prefixesIn(root)]
    .sort()
    .map(prefix => ` xmlns:${prefix}="${namespaces[prefix]}"`)
  return `${emitNode(root, root.element.name, '', declared.join(''), options)}\n`
}

function emitNode(
  node: Node,
  name: string,
  indent: string,
  declared: string,
  options: EmitOptions,
): string {
  const { fields } = node.element
  const inner = `${indent}  `
  let open = `${indent}<${name}`
  let text = ''
  const lines: string[] = []
  for (const key in fields) {
    const field = fields[key]!
    const slot = slotOf(node, key)
    if (slot === undefined || (field.runtime && !options.runtime)) continue
    const xmlName = field.name ?? key
    let nth = 0
    for (const value of valuesOf(slot)) {
      nth++
      for (const raw of rawBefore(node, key, nth)) lines.push(formatRaw(raw, inner))
      if (isNode(value)) lines.push(emitNode(value, xmlName, inner, '', options))
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
  for (const raw of node.extra ?? [])
    if (raw.before === undefined) lines.push(formatRaw(raw, inner))
  if (lines.length === 0) return text === '' ? `${open}/>` : `${open}>${text}</${name}>`
  return `${open}>${text}\n${lines.join('\n')}\n${indent}</${name}>`
}

function rawBefore(node: Node, key: string, nth: number): readonly Raw[] {
  return node.extra ? node.extra.filter(raw => raw.before === `${key}[${nth}]`) : []
}

// The hypervisors' own prefixes are declared once, on the outermost element, if a raw part uses them.
function prefixesIn(node: Node, found = new Set<string>()): Set<string> {
  for (const raw of node.extra ?? []) for (const prefix of prefixesOf(raw)) found.add(prefix)
  for (const key in node.fields) {
    for (const value of valuesOf(node.fields[key])) if (isNode(value)) prefixesIn(value, found)
  }
  return found
}
