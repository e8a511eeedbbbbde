import { newParser } from './saxes.ts'

/** An element of another program in the metadata of a domain: its attributes and its text. */
export interface ForeignElement {
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/**
 * Returns the first element with the given name and namespace in a piece of XML. Returns `undefined` if the XML does not contain the element, or if the XML is not well-formed. Child elements of the element are ignored. The XML comes from an untrusted source,
 * so XML with a document type or an entity is not accepted.
 */
export function foreignElement(xml: string, name: string, uri: string): ForeignElement | undefined {
  let found: { attributes: Record<string, string>; text: string } | undefined
  let isWrong = false
  let depth = 0
  const parser = newParser({ xmlns: true, fragment: true })
  const fail = (): void => {
    isWrong = true
  }
  parser.on('error', fail)
  parser.on('doctype', fail)
  parser.on('opentag', ({ local, uri: namespace, attributes }) => {
    if (depth > 0) depth++
    else if (!found && local === name && namespace === uri) {
      depth = 1
      const values = Object.values(attributes).filter(one => one.prefix === '' && one.local !== '')
      found = {
        attributes: Object.fromEntries(values.map(one => [one.local, one.value])),
        text: '',
      }
    }
  })
  parser.on('text', text => {
    if (depth === 1) found!.text += text
  })
  parser.on('closetag', () => {
    if (depth > 0) depth--
  })
  parser.write(xml).close()
  return isWrong ? undefined : found
}
