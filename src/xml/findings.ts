import type { Finding } from '../diagnostics/diagnostic.ts'
import { listNames } from '../diagnostics/list-names.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { hasTemplatePlaceholder, TEMPLATE_HELP } from '../diagnostics/template-placeholder.ts'
import { unknownNameHelp } from '../diagnostics/unknown-word.ts'
import { compile } from '../schema/core/compiled.ts'
import { elementOf, type Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Location } from '../tree/origin.ts'
import { namespaceHelp, prefixHelp } from './namespace-help.ts'
import type { Attribute, Open, Tag } from './open.ts'
import { schemaName } from './schema-name.ts'

/* Functions that return the messages for problems in a document. There is one function for each kind of problem. */

/** Reports a document with the wrong root element. */
export function otherDocument(
  { name, local, uri }: Tag,
  root: string,
): { readonly message: string; readonly help: string | undefined } {
  const schemaTag = schemaName(local, uri)
  const namespace = schemaTag === undefined ? ` in the namespace "${uri}"` : ''
  return {
    message: `the root element is <${name}>${namespace}, not <${root}>`,
    help: schemaTag === undefined ? undefined : lookup(OTHER_DOCUMENTS, schemaTag),
  }
}

const OTHER_DOCUMENTS: Readonly<Record<string, string>> = {
  domstatus:
    'this is the state of a running domain; use the <domain> in it, or the output of virsh dumpxml --inactive',
  domainsnapshot: 'this is a snapshot; use the <domain> in it',
  domaincheckpoint: 'this is a checkpoint; use the <domain> in it',
  domainCapabilities: 'these are the capabilities of a host; use the output of virsh dumpxml',
  capabilities: 'these are the capabilities of a host; use the output of virsh dumpxml',
  domains: 'this is a list of domains; pass each <domain> in a file of its own',
  network: 'this is a virtual network; vmc reads domains only',
  pool: 'this is a storage pool; vmc reads domains only',
  volume: 'this is a storage volume; vmc reads domains only',
  secret: 'this is a secret; vmc reads domains only',
  filter: 'this is a network filter; vmc reads domains only',
  device: 'this is a device of a host; vmc reads domains only',
  interface: 'this is a network interface of a host; vmc reads domains only',
}

/** Reports an element that its parent element does not allow. The parent is the last element in `stack`. */
export function unknownElement(
  stack: readonly Open[],
  tag: Tag,
  attributes: readonly Attribute[],
  above: string,
  origin: Location,
): Finding {
  const path = stack.flatMap(({ name, element }) => (element ? [{ name, element }] : []))
  const parent = path.at(-1)!
  const names = Object.entries(parent.element.fields)
    .filter(([, field]) => field.kind !== 'attribute' && field.kind !== 'text')
    .map(([key, field]) => field.name ?? key)
  const schemaTag = schemaName(tag.local, tag.uri)
  const unknown =
    schemaTag === undefined
      ? undefined
      : unknownNameHelp(schemaTag, names, path, 'element', {
          attributes: attributes.map(one => one.name),
        })
  const prefixed = names.filter(name => name.endsWith(`:${tag.name}`))
  return {
    message: `<${parent.name}> has no element "${tag.name}"`,
    path: `${above}/${tag.name}`,
    origin,
    help:
      unknown === undefined
        ? namespaceHelp(tag)
        : prefixed.length > 0
          ? prefixHelp(prefixed)
          : unknown.help,
    fix:
      unknown?.typoOf === undefined
        ? undefined
        : { kind: 'name', from: tag.name, to: unknown.typoOf },
  }
}

/** Reports the attributes and child elements in an element that must be empty or can contain only text. */
export function unexpectedContent(open: Open, path: string): readonly Finding[] {
  if (open.attributes.length === 0) {
    const message = `<${open.name}> ${open.field!.kind === 'flag' ? 'must be empty' : 'can contain only text'}`
    return [{ message, path, origin: open.origin }]
  }
  return open.attributes.map(({ name, origin }) => ({
    message: `<${open.name}> has no attribute "${name}"`,
    path: `${path}/@${name}`,
    origin,
    help: `<${open.name}> takes no attributes`,
  }))
}

/** The help for a syntax error in a line that belongs to a template. */
export function templateHelp(xml: string, position: number): string | undefined {
  const end = xml.indexOf('\n', position)
  const line = xml.slice(xml.lastIndexOf('\n', position - 1) + 1, end < 0 ? undefined : end)
  return /\{[{%]|<%/.test(line) ? TEMPLATE_HELP : undefined
}

/** Reports an old name of an attribute or element that libvirt or vmc has replaced by a new name. */
export function outdatedName(
  field: Field,
  key: string,
  name: string,
  above: string,
  origin: Location,
): Finding {
  const isAttribute = field.kind === 'attribute'
  const quoted = (one: string) => (isAttribute ? `"${one}"` : `<${one}>`)
  return {
    message: `${quoted(name)} is an outdated name`,
    path: `${above}/${isAttribute ? '@' : ''}${name}`,
    origin,
    help: `use ${quoted(field.name ?? key)} instead`,
    fix: { kind: 'name', from: name, to: field.name ?? key },
  }
}

/** Reports an element that comes after a sibling element, although the schema requires it before this sibling. */
export const outOfOrder = (open: Open, parent: Open, later: string, path: string): Finding => ({
  message: `<${open.name}> must come before <${later}> in <${parent.name}>`,
  path,
  origin: open.origin,
  help: `move <${open.name}> in front of <${later}>`,
})

/** Reports text in an element that does not allow text. */
export const unexpectedText = (
  open: Open,
  text: string,
  parent: Open | undefined,
  path: string,
): Finding => ({
  message: `<${open.name}> contains the text "${text.replace(/\s+/g, ' ').slice(0, 40)}"`,
  path,
  origin: open.textOrigin!,
  help: unexpectedTextHelp(open, text, parent),
})

function unexpectedTextHelp(open: Open, text: string, parent: Open | undefined): string {
  if (hasTemplatePlaceholder(text)) return TEMPLATE_HELP
  const children = [...(open.compiled?.children.keys() ?? [])]
  if (children.includes(text)) return `write <${text}/>`
  const withText = [...(parent?.compiled?.children ?? [])].filter(([, { field }]) =>
    takesText(field),
  )
  const meant = nearest(
    open.name,
    withText.map(([name]) => name),
  )
  if (meant !== undefined) return `did you mean <${meant}>, which contains a text?`
  const names = children.map(name => `<${name}>`)
  return names.length > 0
    ? `<${open.name}> can contain only elements: ${listNames(names, MOST_CHILDREN)}`
    : 'remove the text'
}

const MOST_CHILDREN = 5

const takesText = (field: Field): boolean =>
  field.kind === 'child' ? compile(elementOf(field)).text !== undefined : field.kind === 'leaf'
