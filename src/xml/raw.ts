import { createRequire } from 'node:module'
import { type SaxesOptions, SaxesParser } from 'saxes'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { namespaces } from '../schema/namespaces.ts'
import { isNode, type Node, type Raw, valuesOf } from '../tree/node.ts'

// Only programs with raw parts pay for loading it.
const require = createRequire(import.meta.url)

/** The well-known prefixes that a raw part uses and does not declare. */
export function prefixesOf(raw: Raw): readonly string[] {
  if (!raw.xml.includes(':')) return []
  return Object.keys(namespaces).filter(
    prefix =>
      new RegExp(`</?${prefix}:|\\s${prefix}:`).test(raw.xml) &&
      !raw.xml.includes(`xmlns:${prefix}`),
  )
}

/** A raw part, indented as its surroundings are. Text between elements is left alone: white space can matter there. */
export function formatRaw(raw: Raw, indent: string): string {
  const trimmed = raw.xml.trim()
  if (!trimmed.startsWith('<') || trimmed.startsWith('<!--') || isMixed(trimmed))
    return indent + trimmed
  const { fragment } = require('xmlbuilder2') as typeof import('xmlbuilder2')
  return fragment(trimmed)
    .toString({ prettyPrint: true })
    .replace(/^(?=.)/gm, indent)
}

// Line ends inside values and texts must survive, so only parts whose texts stand alone and on one line are laid anew.
function isMixed(xml: string): boolean {
  let mixed = false
  let depth = 0
  const parser = new SaxesParser({ fragment: true })
  let sibling = false
  parser.on('opentag', tag => {
    depth++
    sibling = false
    for (const value of Object.values(tag.attributes))
      if (/[\t\n\r]/.test(String(value))) mixed = true
  })
  parser.on('text', text => {
    if (text.trim() !== '' && (sibling || depth === 0 || /[\n\r]/.test(text))) mixed = true
    else if (text.trim() !== '') sibling = true
  })
  parser.on('closetag', () => {
    depth--
    sibling = false
  })
  parser.on('cdata', () => {
    mixed = true
  })
  parser.on('processinginstruction', () => {
    mixed = true
  })
  parser.on('error', () => {
    mixed = true
  })
  parser.write(xml).close()
  return mixed
}

/** Is every raw part of a tree well-formed? What is not is reported at the call that wrote it. */
export function checkRaw(node: Node): readonly Diagnostic[] {
  const own = (node.extra ?? []).flatMap(raw => {
    const fault = faultOf(raw.xml)
    return fault === undefined
      ? []
      : [
          diagnose('VMC3001', {
            message: `this XML is not well-formed: ${fault}`,
            path: node.element.name,
            origin: raw.origin,
          }),
        ]
  })
  const below = Object.values(node.fields)
    .flatMap(slot => valuesOf(slot))
    .filter(isNode)
    .flatMap(checkRaw)
  return [...own, ...below]
}

function faultOf(xml: string): string | undefined {
  let fault: string | undefined
  const options: SaxesOptions = {
    xmlns: true,
    fragment: true,
    additionalNamespaces: { ...namespaces },
  }
  const parser = new SaxesParser(options as SaxesOptions & { xmlns: true })
  parser.on('error', error => {
    // The position in a fragment says little; the line of the program is told anyway.
    fault ??= error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
  })
  parser.on('doctype', () => {
    fault ??= 'a document type has no place in it'
  })
  parser.write(xml).close()
  return fault
}
