import { lookup } from '../../schema/core/lookup.ts'
import {
  isNode,
  type Node,
  scalarAt,
  slotOf,
  type Value,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../../tree/node.ts'

/** The fields that libvirt does not show on a read-only connection, by the name of their element. */
const SECRETS: Readonly<Record<string, string>> = { graphics: 'passwd', source: 'cookies' }

/**
 * A copy of a domain without passwords and cookies. They are not compared, because a read-only connection does not show them.
 * Therefore vmc does not notice a changed password.
 */
export const withoutSecrets = (node: Node): Node => without(node, ownSecrets)

const ownSecrets = (node: Node): Node => {
  const secret = lookup(SECRETS, node.element.name)
  return secret !== undefined && secret in node.fields ? withoutSlot(node, secret) : node
}

/**
 * A copy of a domain without the parts that can contain secrets: passwords, cookies, raw XML, hypervisor arguments, and texts
 * that the firmware passes to the guest. vmc does not record these parts, so it does not notice when others change them.
 */
export const withoutPrivate = (node: Node): Node =>
  without(node, one => {
    const kept = withoutRaw(ownSecrets(one))
    return kept.element.name === 'domain' ? withoutTexts(kept) : kept
  })

// Metadata is included, because it contains XML of other programs.
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
