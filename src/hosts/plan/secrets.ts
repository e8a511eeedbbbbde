import { lookup } from '../../schema/core/lookup.ts'
import {
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

/** The fields that libvirt shows only to connections that may write, by the name of their element. */
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

const secretKey = ({ element }: Node): string | undefined => lookup(SECRETS, element.name)

const ownSecrets = (node: Node): Node => {
  const secret = secretKey(node)
  return secret !== undefined && secret in node.fields ? withoutSlot(node, secret) : node
}

/**
 * A copy of a domain without what may hold a secret: besides passwords and cookies, raw XML, the arguments of the hypervisor, and the
 * texts that firmware passes to the guest. vmc records nothing of them, so it does not see when others change them.
 */
export const withoutPrivate = (node: Node): Node =>
  without(node, one => {
    const kept = withoutRaw(ownSecrets(one))
    return kept.element.name === 'domain' ? withoutTexts(kept) : kept
  })

// Metadata is the XML of others.
const PRIVATE_PARTS = ['metadata', 'qemuCommandline', 'xenCommandline', 'bhyveCommandline']
const PRIVATE_SYSINFO = ['fwcfg', 'oemStrings']

function withoutRaw(node: Node): Node {
  if (!node.extra) return node
  const { extra: _, ...rest } = node
  return rest
}

function withoutTexts(domain: Node): Node {
  const kept = PRIVATE_PARTS.reduce(
    (rest, key) => (key in rest.fields ? withoutSlot(rest, key) : rest),
    domain,
  )
  const slot = slotOf(kept, 'sysinfo')
  if (!slot) return kept
  const value = valuesOf(slot).filter(
    one => !(isNode(one) && PRIVATE_SYSINFO.includes(String(scalarAt(one, 'type')))),
  )
  return value.length === 0
    ? withoutSlot(kept, 'sysinfo')
    : withSlot(kept, 'sysinfo', { ...slot, value })
}

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
