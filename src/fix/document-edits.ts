import type { Addition, Respelling } from '../diagnostics/diagnostic.ts'
import type { Location } from '../tree/origin.ts'
import { escapeText, escapeValue } from '../xml/escape.ts'
import { newParser } from '../xml/saxes.ts'
import { type Edit, offsetOf } from './edit.ts'

/* Computes the edits that fix a document. All other bytes of the document stay unchanged. */

/**
 * Returns the edits that replace a misspelled name or value of an attribute or element in a document. The list is empty if the
 * document does not contain exactly this name or value at the location.
 */
export function respellingEdits(xml: string, at: Location, fix: Respelling): readonly Edit[] {
  const start = offsetOf(xml, at)
  const { kind, from, to } = fix
  const element = elementAt(xml, start)
  if (kind === 'name') {
    if (!element) {
      const name = from.replace(/^@/, '')
      return xml.startsWith(name, start) ? [{ start, end: start + name.length, text: to }] : []
    }
    if (element.name !== from) return []
    const names = [element.start + 1, ...(element.close === undefined ? [] : [element.close + 2])]
    return names.map(start => ({ start, end: start + from.length, text: to }))
  }
  if (element) {
    const text = xml.slice(element.inner, element.close)
    const at = element.inner + text.search(/\S|$/)
    return element.close !== undefined && text.trim() === escapeText(from)
      ? [{ start: at, end: at + text.trim().length, text: escapeText(to) }]
      : []
  }
  const value = /^[^\s=<>]+\s*=\s*(["'])([^"'<]*)\1/.exec(xml.slice(start, start + 1000))
  if (!value || value[2] !== escapeValue(from)) return []
  const end = start + value[0].length - 1
  return [{ start: end - value[2]!.length, end, text: escapeValue(to) }]
}

/** Where the tags of an element begin and end in a document, as offsets. */
interface Extent {
  readonly name: string
  /** The offset at which the start tag begins. */
  readonly start: number
  /** The offset at which the start tag ends. */
  readonly inner: number
  /** The offset at which the end tag begins. Not set for an element without an end tag, such as `<a/>`. */
  readonly close?: number
  /** The number of elements that contain this element. */
  readonly depth: number
}

// Returns the positions of all elements of a document, sorted by the end of the elements.
function extentsIn(xml: string): readonly Extent[] {
  const found: Extent[] = []
  const open: Extent[] = []
  const shift = xml.startsWith('\ufeff') ? 1 : 0
  const parser = newParser({ position: true })
  let start = 0
  parser.on('opentagstart', tag => {
    start = shift + parser.position - tag.name.length - 2
  })
  parser.on('opentag', ({ name }) => {
    open.push({ name, start, inner: shift + parser.position, depth: open.length })
  })
  parser.on('closetag', ({ isSelfClosing }) => {
    const extent = open.pop()!
    if (isSelfClosing) found.push(extent)
    else found.push({ ...extent, close: xml.lastIndexOf('</', shift + parser.position - 1) })
  })
  // The validation reports XML that is not well-formed. The other problems of the document can still be fixed.
  parser.on('error', () => undefined)
  parser.write(xml.slice(shift)).close()
  return found
}

const elementAt = (xml: string, start: number): Extent | undefined =>
  xml[start] === '<' ? extentsIn(xml).find(one => one.start === start) : undefined

/**
 * The edits that add an element with its children to a domain. If the domain already contains the element, the edits add only
 * the children.
 */
export function additionEdits(xml: string, { xml: piece }: Addition): readonly Edit[] {
  const parts = /^<([\w:]+)>(.*)<\/\1>$/s.exec(piece)
  const [, name = '', inner = ''] = parts ?? []
  const extents = extentsIn(xml)
  const domain = extents.find(({ depth }) => depth === 0)
  if (!domain) return []
  const existing = extents.find(one => one.depth === 1 && one.name === name)
  const children = inner.match(/<[^>]*\/>/g) ?? []
  if (existing) return [insertChildren(xml, existing, children)]
  const next = extents.find(one => one.depth === 1 && one.name === 'devices')
  const eol = xml.includes('\r\n') ? '\r\n' : '\n'
  const at = next?.start ?? domain.close
  if (at === undefined) return []
  const lineStart = xml.lastIndexOf('\n', at - 1) + 1
  const indent = xml.slice(lineStart, at)
  if (indent.trim() !== '') return [{ start: at, end: at, text: piece }]
  const own = next ? indent : `${indent}${STEP}`
  const lines = [`<${name}>`, ...children.map(child => `${STEP}${child}`), `</${name}>`]
  const text = lines.map(line => `${own}${line}${eol}`).join('')
  return [{ start: lineStart, end: lineStart, text }]
}

const STEP = '  '

// Inserts child elements at the end of an element, indented to match the element.
function insertChildren(
  xml: string,
  { name, start, inner, close }: Extent,
  children: readonly string[],
): Edit {
  const eol = xml.includes('\r\n') ? '\r\n' : '\n'
  const indentOf = (at: number): string | undefined => {
    const indent = xml.slice(xml.lastIndexOf('\n', at - 1) + 1, at)
    return indent.trim() === '' ? indent : undefined
  }
  const indent = indentOf(start)
  const lines = children.map(child => `${indent ?? ''}${STEP}${child}${eol}`).join('')
  if (close === undefined) {
    const end = inner
    const open = xml.slice(start, end).replace(/\s*\/>$/, '>')
    const text =
      indent === undefined
        ? `${open}${children.join('')}</${name}>`
        : `${open}${eol}${lines}${indent}</${name}>`
    return { start, end, text }
  }
  const last = indentOf(close)
  if (last === undefined) return { start: close, end: close, text: children.join('') }
  const at = close - last.length
  return { start: at, end: at, text: lines }
}
