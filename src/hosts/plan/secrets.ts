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

/** The fields that libvirt hides on a read-only connection. The key is the name of the element that has the field. */
const SECRETS: Readonly<Record<string, string>> = { graphics: 'passwd', source: 'cookies' }

/**
 * A copy of a domain in which passwords and cookies are stored as notes of their elements. vmc does not compare them, because a
 * read-only connection does not show them. So vmc does not notice a changed password, and does not overwrite it. When
 * definitions are merged, the notes stay with their elements.
 */
export const hideSecrets = (node: Node): Node =>
  without(node, one => {
    const slot = slotOf(one, secretKey(one) ?? '')
    if (!slot) return one
    const hidden = { kind: 'secret', value: slot.value, origin: slot.origin } as const
    return withNote(ownSecrets(one), hidden)
  })

/**
 * Returns a copy of a domain in which the hidden passwords and cookies are fields again. `hideSecrets` stored them as notes,
 * which are not written to the XML.
 */
export const showSecrets = (node: Node): Node =>
  without(node, one => {
    const hidden = one.notes?.find(({ kind }) => kind === 'secret')
    if (!hidden) return one
    const { notes, ...rest } = one
    const value = hidden.value as Value
    return withSlot(rest, secretKey(one)!, { value, origin: hidden.origin })
  })

/** Returns the key of the field in which an element contains a secret. Returns `undefined` for elements without secrets. */
export const secretKey = ({ element }: Node): string | undefined => lookup(SECRETS, element.name)

const ownSecrets = (node: Node): Node => {
  const secret = secretKey(node)
  return secret !== undefined && secret in node.fields ? withoutSlot(node, secret) : node
}

/** Matches the placeholders that replace possible secrets in a recorded program. */
export const PLACEHOLDERS =
  /<placeholder|"hidden"|<cookies\/>|:commandline|type="(fwcfg|oemStrings)"/

/**
 * The program in the form in which vmc records it. Placeholders replace everything that may contain a secret: passwords and
 * cookies, raw XML, the arguments of the hypervisor, and the texts that firmware passes to the guest.
 */
export const recordedProgram = (node: Node): Node =>
  without(withKnownRaws(node), one => {
    const kept = withRawPlaceholders(withSecretPlaceholder(one))
    return isPrivate(kept) ? onlyType(kept) : kept
  })

/**
 * The definition of a host in the form in which vmc records it. Passwords and cookies are removed, because a read-only
 * connection does not show them. The metadata is removed, because it is XML of other programs.
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
 * Returns the recorded program with real texts instead of the placeholders for secrets. The texts come from the recorded
 * definition or, if they are missing there, from the program.
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
