import type { Codec } from '../schema/core/codec.ts'
import { elementOf, type Field, nodeKey } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node } from '../tree/node.ts'

/** The factory for each element, and an example of its argument. */
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

/**
 * The factories to suggest if a program writes a text such as "qxl" instead of calling a factory. A key such as `video/qxl`
 * consists of the element and this text.
 */
const OTHERS: Readonly<Record<string, string>> = {
  'graphics/spice': 'spice()',
  'graphics/sdl': 'sdl()',
  'graphics/rdp': 'rdp()',
  'graphics/vnc': 'vnc()',
  'graphics/none': '.video(noVideo()) for a guest without a display',
  'video/qxl': 'qxl()',
  'video/vga': 'vga()',
  'video/bochs': 'bochs()',
  'video/cirrus': 'cirrus()',
  'interface/default': "network('default')",
}

/**
 * A description of the text or number that a program can pass for an element. It is used for elements whose default description
 * is not clear.
 */
const TEXTS: Readonly<Record<string, string>> = {
  address: 'an address such as "0000:3b:00.0"',
  memory: 'a size such as GiB(2)',
  currentMemory: 'a size such as GiB(2)',
  features: 'a method for each feature, such as .acpi().apic()',
  vcpus: 'the vCPUs one by one; .vcpu(2) sets their number',
}

/** The methods of a domain that add a device, if the name of the method differs from the name of the device's element. */
const METHODS: Readonly<Record<string, string>> = { interface: 'nic', memory: 'dimm' }

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The node of a builder that a program passed in place of another value. `undefined` for a value that is not a builder. */
function builtNode(value: unknown): Node | undefined {
  const node = typeof value === 'object' && value !== null && nodeKey in value && value[nodeKey]
  return isNode(node) ? node : undefined
}

/** A help text that shows how to write an element instead of an invalid value. `undefined` if the default text is sufficient. */
export function writtenAs(key: string, field: Field, value: unknown): string | undefined {
  const node = builtNode(value)
  if (node)
    return node.element.name === 'domain'
      ? 'a domain cannot be a part of another domain'
      : `add it with .${lookup(METHODS, node.element.name) ?? node.element.name}(…)`
  if (isPromise(value)) return 'await the promise: write await in front of the call'
  if (field.kind !== 'child') return scalarHelp(key, field, value)
  const { name, lead, fields } = elementOf(field)
  const [call, argument] = lookup(FACTORIES, name) ?? []
  if (call !== undefined) {
    const other = typeof value === 'string' ? lookup(OTHERS, `${name}/${value}`) : undefined
    if (other !== undefined) return `write ${other}`
    // A text such as `vda` is skipped, because it is not the path of an image.
    const isPath = argument?.startsWith('/')
    const isArgument = typeof value === 'string' && (!isPath || /^[/.~]/.test(value))
    const text = argument !== '' && isArgument ? value : argument
    const example = `${call}(${text === '' ? '' : `'${text}'`})`
    return typeof value === 'function' ? `call the function, as in ${example}` : `write ${example}`
  }
  if (typeof value === 'function') return 'call the function, and pass its result'
  const text =
    lookup(TEXTS, name) ?? (lead === undefined ? undefined : fields[lead]?.codec?.expects)
  return text === undefined ? undefined : `expected ${text}`
}

const isPromise = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value

/** The help text for an invalid value of an attribute or a text. */
function scalarHelp(key: string, { codec }: Field, value: unknown): string | undefined {
  if (key === 'name' && isObject(value))
    return "write the name as text, as in domain('fv0'), and set the rest with methods"
  if (key === 'mode' && typeof value === 'number' && codec?.values?.includes('host-passthrough'))
    return `the number of vCPUs is set with .vcpu(${value}); ${expectedOf(codec)}`
  if (typeof value === 'number' && Number.isNaN(value) && codec?.expects.includes('number'))
    return 'a calculation with something that is not a number gives NaN; write a size as GiB(2)'
  if (Array.isArray(value)) return codec && `pass one value, not a list; ${expectedOf(codec)}`
  if (!isObject(value)) return undefined
  const inner: unknown[] = Object.values(value as object)
  const number = inner.find(one => typeof one === 'number' && takesNumber(codec, one))
  if (number !== undefined) return `write the value itself: ${number}`
  const text = inner.find(isText)
  return text === undefined ? undefined : `write the text itself: '${text}'`
}

const takesNumber = (codec: Codec | undefined, number: number): boolean =>
  codec?.test(String(number)) === true && !codec.test('text')

const expectedOf = ({ expects }: Codec): string => `expected ${expects}`

const isText = (value: unknown): value is string => typeof value === 'string'
