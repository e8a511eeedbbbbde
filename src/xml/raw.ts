import { createRequire } from 'node:module'
import type { SaxesOptions } from 'saxes'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Node, Raw } from '../tree/node.ts'
import { walk } from '../tree/walk.ts'
import { saxes } from './saxes.ts'

// xmlbuilder2 is loaded on demand, because most programs contain no raw XML.
const require = createRequire(import.meta.url)

/** The namespace prefixes of hypervisors that a raw part uses without declaring them. */
export function prefixesOf(raw: Raw): readonly string[] {
  if (!raw.xml.includes(':')) return []
  return Object.keys(namespaces).filter(
    prefix =>
      new RegExp(`</?${prefix}:|\\s${prefix}:`).test(raw.xml) &&
      !raw.xml.includes(`xmlns:${prefix}`),
  )
}

/** A raw part, indented to match the surrounding XML. Parts in which white space can matter are not changed. */
export function formatRaw(raw: Raw, indent: string): string {
  const trimmed = raw.xml.trim()
  if (!trimmed.startsWith('<') || trimmed.startsWith('<!--') || isFragile(trimmed))
    return indent + trimmed
  const { fragment } = require('xmlbuilder2') as typeof import('xmlbuilder2')
  return fragment(trimmed)
    .toString({ prettyPrint: true })
    .replace(/(^|\n)(?=.)/g, `$1${indent}`)
}

// xmlbuilder2 does not escape line breaks and character references, and moves text beside elements to separate lines.
// It also loses namespaces, or throws, if a prefix or URI is a property name of Object.prototype. Raw parts with any of
// these are not formatted.
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

/**
 * Reports raw parts of a tree that are not well-formed or contain text outside of an element, at
 * the call that wrote them.
 */
export function checkRaw(root: Node): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  walk(root, ({ element, extra }) => {
    for (const { xml, origin } of extra ?? []) {
      const fault = faultOf(xml)
      if (fault)
        found.push(diagnose(fault.code, { message: fault.message, path: element.name, origin }))
    }
  })
  return found
}

function faultOf(
  xml: string,
): { readonly code: 'VMC1009' | 'VMC3001'; readonly message: string } | undefined {
  let fault: string | undefined
  let stray: string | undefined
  let depth = 0
  const options: SaxesOptions = {
    xmlns: true,
    fragment: true,
    additionalNamespaces: { ...namespaces },
  }
  const parser = new (saxes().SaxesParser)(options as SaxesOptions & { xmlns: true })
  parser.on('error', error => {
    // The position in the fragment is removed, because the diagnostic has the location in the program.
    fault ??= error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
  })
  parser.on('doctype', () => {
    fault ??= 'a document type is not allowed'
  })
  parser.on('opentag', () => {
    depth++
  })
  parser.on('closetag', () => {
    depth--
  })
  parser.on('text', text => {
    if (depth === 0 && text.trim() !== '') stray ??= text.trim()
  })
  parser.write(xml).close()
  if (fault !== undefined)
    return { code: 'VMC3001', message: `this XML is not well-formed: ${fault}` }
  return stray === undefined
    ? undefined
    : {
        code: 'VMC1009',
        message: `this XML contains the text "${stray.slice(0, 40)}" outside of an element`,
      }
}
