import type { SaxesOptions, SaxesTagNS } from 'saxes'
import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Node } from '../tree/node.ts'
import { walk } from '../tree/walk.ts'
import { escapeText } from './escape.ts'
import { declarationHelp, namespaceHelp, prefixMeantBy, unboundPrefix } from './namespace-help.ts'
import { newParser } from './saxes.ts'
import { syntaxProblem } from './syntax-error.ts'

/**
 * Reports raw XML of a program that is not well-formed, has text outside of an element, or has an element whose namespace URI
 * is misspelled. The diagnostic points to the call that added the raw XML.
 */
export function checkRaw(root: Node): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  walk(root, ({ element, extra }) => {
    for (const { xml, isText, origin } of extra ?? []) {
      const text = isText ? `<text>${escapeText(xml)}</text>` : xml
      const problem = problemOf(text, element.isOpen === true)
      if (!problem) continue
      const { code, ...finding } = problem
      found.push(diagnose(code, { ...finding, path: element.name, origin }))
    }
  })
  return found
}

interface RawProblem {
  readonly code: Code
  readonly message: string
  readonly help?: string | undefined
}

function problemOf(xml: string, isOpen: boolean): RawProblem | undefined {
  let syntaxError: string | undefined
  let errorAt = 0
  let outerText: string | undefined
  let misspelt: SaxesTagNS | undefined
  let missing: string | undefined
  let depth = 0
  const options: SaxesOptions = {
    xmlns: true,
    fragment: true,
    additionalNamespaces: { ...namespaces },
  }
  const parser = newParser(options as SaxesOptions & { xmlns: true })
  parser.on('error', error => {
    // Removes the parser's position in the raw XML from the message, because the diagnostic already has a location in the
    // program.
    if (syntaxError === undefined) errorAt = parser.position
    syntaxError ??= error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
  })
  parser.on('doctype', () => {
    syntaxError ??= 'a document type is not allowed'
  })
  parser.on('opentag', tag => {
    for (const { value } of Object.values(tag.attributes)) missing ??= MISSING.exec(value)?.[0]
    // Elements in <metadata> are not checked for misspelt namespaces, because other programs can put elements of any
    // namespace there.
    if (depth++ === 0 && !isOpen && isMisspelt(tag)) misspelt ??= tag
  })
  parser.on('closetag', () => {
    depth--
  })
  parser.on('text', text => {
    missing ??= MISSING_TEXT.exec(text)?.[0].trim()
    if (depth === 0 && text.trim() !== '') outerText ??= text.trim()
  })
  parser.write(xml).close()
  if (syntaxError !== undefined) {
    const prefix = unboundPrefix(syntaxError)
    const problem = syntaxProblem(syntaxError, xml, errorAt)
    return {
      code: 'VMC3001',
      message: `this XML is not well-formed: ${problem.message}`,
      help: prefix
        ? declarationHelp(prefix)
        : (problem.help ?? 'write whole elements, such as <a b="c"/> or <a>text</a>'),
    }
  }
  if (misspelt)
    return {
      code: 'VMC1001',
      message: `libvirt ignores <${misspelt.name}>, because its namespace is unknown`,
      help: namespaceHelp(misspelt),
    }
  if (missing !== undefined)
    return {
      code: 'VMC1075',
      message: `this XML contains "${missing}"`,
      help: `check the value that is inserted into the XML: JavaScript writes "${missing}" if the value is missing or is not a text`,
    }
  return outerText === undefined
    ? undefined
    : {
        code: 'VMC1009',
        message: `this XML contains the text "${outerText.slice(0, 40)}" outside of an element`,
        help: isOpen
          ? 'write the text into an element with a namespace of your own: <my:note xmlns:my="urn:my">…</my:note>'
          : 'write the text into an element, such as <title>…</title>, or use the method of that element',
      }
}

/** Matches the text that JavaScript inserts into a template literal if the value is `undefined` or an object. */
const MISSING = /undefined|\[object \w+\]/

// Finds placeholders in the text inside an element. "undefined" is reported only if it is the whole text, because a longer text
// can be prose.
const MISSING_TEXT = /^\s*\S*undefined\S*\s*$|\[object \w+\]/

/** Whether the namespace URI of an element is wrong, and the user probably meant the namespace of a hypervisor. */
const isMisspelt = ({ name, uri }: SaxesTagNS): boolean =>
  uri !== '' && !Object.values(namespaces).includes(uri) && prefixMeantBy(name, uri) !== undefined
