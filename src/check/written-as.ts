import { elementOf, type Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'

/** How a program writes an element: a factory, with the argument of an example. */
const FACTORIES: Readonly<Record<string, readonly [name: string, argument: string]>> = {
  disk: ['file', '/images/fv0.qcow2'],
  interface: ['bridge', 'br0'],
  graphics: ['vnc', ''],
  filesystem: ['mount', '/srv/data'],
  hostdev: ['pci', '0000:3b:00.0'],
}

/** What an element takes as a text or number, if that is not clear from its fields. */
const TEXTS: Readonly<Record<string, string>> = {
  address: 'an address such as "0000:3b:00.0"',
  memory: 'a size such as GiB(2)',
  currentMemory: 'a size such as GiB(2)',
}

/** How to write an element instead of a value that it does not take; `undefined` if its fields say enough. */
export function writtenAs(field: Field, value: unknown): string | undefined {
  if (field.kind !== 'child') return undefined
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
