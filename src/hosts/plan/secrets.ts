import { isNode, type Node, type Value, withoutSlot } from '../../tree/node.ts'

/** The fields that libvirt shows only to connections that may write, by the name of their element. */
const SECRETS: Readonly<Record<string, string>> = { graphics: 'passwd', source: 'cookies' }

/**
 * A copy of a domain without passwords and cookies. A connection that can only read does not see them, so they are not compared:
 * vmc neither sees nor undoes a changed password.
 */
export function withoutSecrets(node: Node): Node {
  const secret = SECRETS[node.element.name]
  const kept = secret !== undefined && secret in node.fields ? withoutSlot(node, secret) : node
  let fields: Record<string, Node['fields'][string]> | undefined
  for (const [key, slot] of Object.entries(kept.fields)) {
    const value = inValue(slot.value)
    if (value !== slot.value) fields = { ...(fields ?? kept.fields), [key]: { ...slot, value } }
  }
  return fields ? { ...kept, fields } : kept
}

function inValue(value: Value): Value {
  if (isNode(value)) return withoutSecrets(value)
  if (!Array.isArray(value)) return value
  const next = value.map(one => (isNode(one) ? withoutSecrets(one) : one))
  return next.every((one, index) => one === value[index]) ? value : next
}
