import { createRequire } from 'node:module'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Raw } from '../tree/node.ts'
import { withoutLayout } from '../tree/raw-layout.ts'
import { saxes } from './saxes.ts'

// xmlbuilder2 is loaded only when it is needed, because most programs contain no raw XML.
const require = createRequire(import.meta.url)

/** Returns the namespace prefixes of hypervisors, such as `qemu`, that a piece of raw XML uses and does not declare. */
export function prefixesOf(raw: Raw): readonly string[] {
  if (raw.isText || !raw.xml.includes(':')) return []
  return Object.keys(namespaces).filter(
    prefix =>
      new RegExp(`</?${prefix}:|\\s${prefix}:`).test(raw.xml) &&
      !raw.xml.includes(`xmlns:${prefix}`),
  )
}

/**
 * Returns raw XML, indented to match the surrounding XML. Raw XML in which white space can be significant is only
 * trimmed.
 */
export function formatRaw(raw: Raw, indent: string): string {
  const trimmed = raw.xml.trim()
  if (!trimmed.startsWith('<') || trimmed.startsWith('<!--') || isFragile(trimmed))
    return indent + trimmed
  const { fragment } = require('xmlbuilder2') as typeof import('xmlbuilder2')
  const formatted = fragment(trimmed).toString({ prettyPrint: true })
  return withoutLayout(formatted) === withoutLayout(trimmed)
    ? formatted.replace(/(^|\n)(?=.)/g, `$1${indent}`)
    : indent + trimmed
}

// Raw XML that vmc does not format, because xmlbuilder2 would change it or throw. xmlbuilder2 does not escape line breaks and
// character references, and moves text between elements to separate lines. If a namespace prefix or URI is a property name of
// `Object.prototype`, xmlbuilder2 loses the namespace or throws.
const FRAGILE = /[\t\n\r]|&#?\w+;/
const isInherited = (word: string): boolean => word in Object.prototype

function isFragile(xml: string): boolean {
  let fragile = false
  const open = [{ text: false, child: true }]
  const parser = new (saxes().SaxesParser)({ fragment: true })
  const leave = (): void => {
    fragile = true
  }
  const close = (): void => {
    const { text, child } = open.pop()!
    if (text && child) leave()
  }
  parser.on('opentag', tag => {
    open.at(-1)!.child = true
    open.push({ text: false, child: false })
    for (const [name, value] of Object.entries(tag.attributes)) {
      const isNamespace = name === 'xmlns' || name.startsWith('xmlns:')
      if (FRAGILE.test(value) || (isNamespace && [name.slice(6), value].some(isInherited))) leave()
    }
  })
  parser.on('text', text => {
    if (!/[^ \t\n\r]/.test(text)) return
    open.at(-1)!.text = true
    if (FRAGILE.test(text)) leave()
  })
  parser.on('comment', () => {
    open.at(-1)!.child = true
  })
  parser.on('closetag', close)
  parser.on('cdata', leave)
  parser.on('processinginstruction', leave)
  parser.on('error', leave)
  parser.write(xml).close()
  return fragile || open[0]!.text
}
