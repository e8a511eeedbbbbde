import { createRequire } from 'node:module'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Raw } from '../tree/node.ts'
import { withoutLayout } from '../tree/raw-layout.ts'

// xmlbuilder2 is loaded only when it is needed, because most programs contain no raw XML.
const require = createRequire(import.meta.url)

/** Returns the namespace prefixes of hypervisors, such as `qemu`, that raw XML uses but does not declare. */
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
  if (!trimmed.startsWith('<') || trimmed.startsWith('<!--')) return indent + trimmed
  const pretty = prettyPrinted(trimmed)?.replace(/(^|\n)(?=.)/g, `$1${indent}`)
  return pretty !== undefined && withoutLayout(pretty) === withoutLayout(trimmed)
    ? pretty
    : indent + trimmed
}

// xmlbuilder2 changes the meaning of some XML: it does not escape line breaks and character references, moves text between
// elements to separate lines, and loses a namespace whose prefix is a property name of `Object.prototype`. Other XML it
// refuses, such as a prefix below `xmlns=""`.
function prettyPrinted(xml: string): string | undefined {
  const { fragment } = require('xmlbuilder2') as typeof import('xmlbuilder2')
  try {
    return fragment(xml).toString({ prettyPrint: true })
  } catch {
    return undefined
  }
}
