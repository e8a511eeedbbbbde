import { elementOf, type Field, nodeKey } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node } from '../tree/node.ts'

/** The factory with which a program writes each element, and an example of its argument. */
const FACTORIES: Readonly<Record<string, readonly [name: string, argument: string]>> = {
  disk: ['file', '/images/fv0.qcow2'],
  interface: ['bridge', 'br0'],
  graphics: ['vnc', ''],
  filesystem: ['mount', '/srv/data'],
  hostdev: ['pci', '0000:3b:00.0'],
  video: ['virtioGpu', ''],
  tpm: ['tpm', ''],
  serial: ['pty', ''],
  console: ['pty', ''],
  channel: ['guestAgent', ''],
  rng: ['rng', ''],
  sound: ['ich9', ''],
  input: ['tablet', ''],
}

/** A description of the text or number that a program can pass for an element, if the default description is not clear. */
const TEXTS: Readonly<Record<string, string>> = {
  address: 'an address such as "0000:3b:00.0"',
  memory: 'a size such as GiB(2)',
  currentMemory: 'a size such as GiB(2)',
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The element of a builder that a program passed in the wrong place. */
function builtNode(value: unknown): Node | undefined {
  const node = typeof value === 'object' && value !== null && nodeKey in value && value[nodeKey]
  return isNode(node) ? node : undefined
}

/** A help text that shows how to write an element instead of an invalid value, or `undefined` if the default text is enough. */
export function writtenAs(key: string, field: Field, value: unknown): string | undefined {
  const node = builtNode(value)
  if (node)
    return node.element.name === 'domain'
      ? 'a domain cannot be a part of another domain'
      : `add it with .${node.element.name}(…)`
  if (field.kind !== 'child')
    return isObject(value) && field.codec && key === 'name'
      ? "write the name as text, as in domain('fv0'), and set the rest with methods"
      : undefined
  const { name, lead, fields } = elementOf(field)
  const [call, argument] = lookup(FACTORIES, name) ?? []
  if (call !== undefined) {
    const text = typeof value === 'string' && argument !== '' ? value : argument
    const example = `${call}(${text === '' ? '' : `'${text}'`})`
    return typeof value === 'function' ? `call the function, as in ${example}` : `write ${example}`
  }
  if (typeof value === 'function') return 'call the function, and pass its result'
  const text =
    lookup(TEXTS, name) ?? (lead === undefined ? undefined : fields[lead]?.codec?.expects)
  return text === undefined ? undefined : `expected ${text}`
}
