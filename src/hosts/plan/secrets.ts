import { elementOf } from '../../schema/core/element.ts'
import { lookup } from '../../schema/core/lookup.ts'
import { domain } from '../../schema/domain/domain.ts'
import { placeholderFor, rawTexts } from '../../tree/merge/placeholder.ts'
import {
  emptyNode,
  isNode,
  type Node,
  scalarAt,
  slotOf,
  type Value,
  valuesOf,
  withNote,
  withoutSlot,
  withSlot,
} from '../../tree/node.ts'
import { withKnownRaws } from './known-raws.ts'

/** The fields that libvirt does not show on a read-only connection, by the name of their element. */
const SECRETS: Readonly<Record<string, string>> = { graphics: 'passwd', source: 'cookies' }

/**
 * A copy of a domain whose passwords and cookies are notes of their elements. A connection that can only read does not see them, so
 * they are not compared: vmc neither sees nor undoes a changed password. They stay with their elements when definitions are merged.
 */
export const hideSecrets = (node: Node): Node =>
  without(node, one => {
    const slot = slotOf(one, secretKey(one) ?? '')
    if (!slot) return one
    const hidden = { kind: 'secret', value: slot.value, origin: slot.origin } as const
    return withNote(ownSecrets(one), hidden)
  })

/** A copy of a domain with the passwords and cookies that `hideSecrets` made notes of. */
export const showSecrets = (node: Node): Node =>
  without(node, one => {
    const hidden = one.notes?.find(({ kind }) => kind === 'secret')
    if (!hidden) return one
    const { notes, ...rest } = one
    const value = hidden.value as Value
    return withSlot(rest, secretKey(one)!, { value, origin: hidden.origin })
  })

/** The key of the field of an element whose value is a secret. */
export const secretKey = ({ element }: Node): string | undefined => lookup(SECRETS, element.name)

const ownSecrets = (node: Node): Node => {
  const secret = secretKey(node)
  return secret !== undefined && secret in node.fields ? withoutSlot(node, secret) : node
}

/**
 * The program as vmc records it. What may hold a secret is a placeholder: passwords and cookies, raw XML, the arguments of the
 * hypervisor, and the texts that firmware passes to the guest.
 */
export const recordedProgram = (node: Node): Node =>
  without(withKnownRaws(node), one => {
    const kept = withRawPlaceholders(withSecretPlaceholder(one))
    return isPrivate(kept) ? onlyType(kept) : kept
  })

/**
 * The definition of a host as vmc records it: without passwords and cookies, which a connection that can only read does not see, and
 * without the metadata, which is the XML of others.
 */
export const recordedDefinition = (node: Node): Node =>
  without(withoutField(node, 'metadata'), ownSecrets)

function withSecretPlaceholder(node: Node): Node {
  const key = secretKey(node)
  const secret =
    node.notes?.find(({ kind }) => kind === 'secret') ?? (key !== undefined && slotOf(node, key))
  if (key === undefined || !secret) return node
  const { origin } = node
  const { notes: _, ...rest } = node
  const value = isNode(secret.value) ? emptyNode(secret.value.element, origin) : 'hidden'
  return withSlot(rest, key, { value, origin })
}

function withRawPlaceholders(node: Node): Node {
  if (!node.extra) return node
  const { extra, ...rest } = node
  const kept = [...rawTexts(extra).values()].map(raw => ({ ...raw, xml: placeholderFor(raw.xml) }))
  return kept.length > 0 ? { ...rest, extra: kept } : rest
}

const COMMANDLINES = ['qemuCommandline', 'xenCommandline', 'bhyveCommandline']
const COMMANDLINE_ELEMENTS = COMMANDLINES.map(key =>
  elementOf(domain.fields[key as 'qemuCommandline']),
)
const PRIVATE_SYSINFO = ['fwcfg', 'oemStrings']

const isPrivate = (node: Node): boolean =>
  COMMANDLINE_ELEMENTS.includes(node.element) || isPrivateSysinfo(node)

const isPrivateSysinfo = (node: unknown): node is Node =>
  isNode(node) &&
  node.element.name === 'sysinfo' &&
  PRIVATE_SYSINFO.includes(String(scalarAt(node, 'type')))

function onlyType({ element, fields, origin }: Node): Node {
  const { type } = fields
  return { element, fields: type ? { type } : {}, origin }
}

/**
 * A recorded program with the texts in place of its placeholders: those of the recorded definition, or those of the program if the host
 * has none.
 */
export function withRecordedTexts(recorded: Node, definition: Node, program: Node): Node {
  const commandlines = COMMANDLINES.reduce((node, key) => {
    const slot = slotOf(node, key) && (slotOf(definition, key) ?? slotOf(program, key))
    return slot ? withSlot(node, key, slot) : node
  }, recorded)
  const slot = slotOf(commandlines, 'sysinfo')
  if (!slot) return commandlines
  const known = [definition, program].flatMap(one => valuesOf(slotOf(one, 'sysinfo')))
  const value = valuesOf(slot).map(one =>
    isPrivateSysinfo(one)
      ? (known.find(other => isNode(other) && scalarAt(other, 'type') === scalarAt(one, 'type')) ??
        one)
      : one,
  )
  return withSlot(commandlines, 'sysinfo', { ...slot, value })
}

const withoutField = (node: Node, key: string): Node =>
  slotOf(node, key) ? withoutSlot(node, key) : node

function without(node: Node, change: (node: Node) => Node): Node {
  const kept = change(node)
  let fields: Record<string, Node['fields'][string]> | undefined
  for (const [key, slot] of Object.entries(kept.fields)) {
    const value = inValue(slot.value, change)
    if (value !== slot.value) fields = { ...(fields ?? kept.fields), [key]: { ...slot, value } }
  }
  return fields ? { ...kept, fields } : kept
}

function inValue(value: Value, change: (node: Node) => Node): Value {
  if (isNode(value)) return without(value, change)
  if (!Array.isArray(value)) return value
  const next = value.map(one => (isNode(one) ? without(one, change) : one))
  return next.every((one, index) => one === value[index]) ? value : next
}
